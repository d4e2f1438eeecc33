using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Balance;

/// <summary>A lock may only be released by a path that acquired it.</summary>
internal sealed class ReleaseNotHeld : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.ReleaseNotHeld,
        "Lock released that is not held",
        "{0} releases '{1}', which this path does not hold{2}",
        RuleIds.Balance,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A lock may only be released by a path that acquired it.",
        helpLinkUri: Help(RuleIds.ReleaseNotHeld));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.NotHeld;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        return Report(finding, shown.Syntax, shown.Contract!.Name, Phrases.LockOf(shown), Phrases.Since(shown, ": it was released") + Phrases.Via(shown));
    }
}
