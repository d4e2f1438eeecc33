using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Regions;

/// <summary>Delivery must stay disabled until the lock is released: first release, then leave.</summary>
internal sealed class RegionLeftWhileHolding : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.RegionLeftWhileHolding,
        "APC delivery enabled while a lock is held",
        "{0} enables APC delivery while '{1}' is still held{2}; release it first",
        RuleIds.Regions,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Delivery must stay disabled until the lock is released: first release, then leave.",
        helpLinkUri: Help(RuleIds.RegionLeftWhileHolding));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.LeftWhileHolding;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        string call = shown.Contract?.Name ?? (shown.Via.IsEmpty ? "This call" : "This call (" + Phrases.Line(shown.Via[0]) + ")");
        string since = Phrases.Since(shown, " (acquired");
        return Report(finding, shown.Syntax, call, Phrases.LockOf(shown), since.Length > 0 ? since + ")" : "");
    }
}
