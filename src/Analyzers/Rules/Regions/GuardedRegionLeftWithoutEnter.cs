using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Regions;

/// <summary>Every KeLeaveGuardedRegion needs its KeEnterGuardedRegion on the same path.</summary>
internal sealed class GuardedRegionLeftWithoutEnter : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.GuardedRegionLeftWithoutEnter,
        "Guarded region left without having been entered",
        "{0} leaves a guarded region that this path has not entered{1}",
        RuleIds.Regions,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Every KeLeaveGuardedRegion needs its KeEnterGuardedRegion on the same path.",
        helpLinkUri: Help(RuleIds.GuardedRegionLeftWithoutEnter));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.GuardedNotEntered;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        return Report(finding, shown.Syntax, shown.Contract!.Name, Phrases.Via(shown));
    }
}
