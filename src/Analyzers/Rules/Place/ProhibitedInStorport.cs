using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Place;

/// <summary>A physical Storport miniport calls none of the routines on the list of HwStorPortProhibitedDDIs, and HwStorStartIo never waits.</summary>
[NoFix("what the miniport should call instead depends on what it is for")]
internal sealed class ProhibitedInStorport : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.ProhibitedInStorport,
        "Routine prohibited in a Storport miniport",
        "{0}",
        RuleIds.Place,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A physical Storport miniport calls none of the routines on the list of HwStorPortProhibitedDDIs, and HwStorStartIo never waits.",
        helpLinkUri: Help(RuleIds.ProhibitedInStorport));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.ProhibitedInMiniport | Outcome.WaitsInStartIo;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        string routine = shown.Contract!.Name;
        string message = (shown.Broken & Outcome.ProhibitedInMiniport) != 0
            ? $"A physical Storport miniport must not call {routine}"
            : $"{routine} waits or allocates, which HwStorStartIo must not do";
        return Report(finding, shown.Syntax, message + (shown.ReachedFrom is { } root ? $" (reached from '{root.Name}')" : ""));
    }
}
