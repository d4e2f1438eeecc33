using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Regions;

/// <summary>Every KeLeaveCriticalRegion needs its KeEnterCriticalRegion on the same path; one leave too many enables APC delivery for code that relies on it being off.</summary>
internal sealed class RegionLeftWithoutEnter : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.RegionLeftWithoutEnter,
        "Critical region left without having been entered",
        "{0} leaves a critical region that this path has not entered{1}",
        RuleIds.Regions,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Every KeLeaveCriticalRegion needs its KeEnterCriticalRegion on the same path; one leave too many enables APC delivery for code that relies on it being off.",
        helpLinkUri: Help(RuleIds.RegionLeftWithoutEnter));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.CriticalNotEntered;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        return Report(finding, shown.Syntax, shown.Contract!.Name, Phrases.Via(shown));
    }
}
