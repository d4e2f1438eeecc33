using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Regions;

/// <summary>ExEnterCriticalRegionAndAcquireResource routines enter the region and acquire; their release leaves it.</summary>
internal sealed class PreferCombinedRoutine : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.PreferCombinedRoutine,
        "Use the combined routine",
        "Entering the region and then calling {0} is what {1} does in one call",
        RuleIds.Regions,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "ExEnterCriticalRegionAndAcquireResource routines enter the region and acquire; their release leaves it.",
        helpLinkUri: Help(RuleIds.PreferCombinedRoutine));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.Combinable;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        return Report(finding, shown.Syntax, shown.Contract!.Name, shown.Contract.CombinedForm ?? "");
    }
}
