using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Balance;

/// <summary>Each acquire has its own release: combined with combined, Flt with Flt, shared with shared.</summary>
internal sealed class MismatchedRelease : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.MismatchedRelease,
        "Lock released by the wrong partner",
        "{0} does not release what {1} acquired{2}; use {3}{4}",
        RuleIds.Balance,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Each acquire has its own release: combined with combined, Flt with Flt, shared with shared.",
        helpLinkUri: Help(RuleIds.MismatchedRelease));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.WrongPartner;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        string acquired = shown.AcquiredBy?.Name ?? "the acquire";
        string partner = shown.AcquiredBy is { Locks: { IsEmpty: false } locks } && !locks[0].ReleasedBy.IsDefaultOrEmpty ? locks[0].ReleasedBy[0] : "its own release";
        return Report(finding, shown.Syntax, shown.Contract!.Name, acquired, Phrases.Since(shown, ""), partner, Phrases.Via(shown));
    }
}
