using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Place;

/// <summary>Each routine has a range of IRQLs at which it may be called.</summary>
[NoFix("The work has to move to a lower level, to a work item for example.")]
internal sealed class IrqlTooHigh : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.IrqlTooHigh,
        "Called at the wrong IRQL",
        "{0} is called at {1} but must be called at {2}{3}",
        RuleIds.Place,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Each routine has a range of IRQLs at which it may be called.",
        helpLinkUri: Help(RuleIds.IrqlTooHigh));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.IrqlTooHigh | Outcome.IrqlTooLow;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        bool isHigh = (shown.Broken & Outcome.IrqlTooHigh) != 0;
        (byte low, byte high) = (shown.Place.IrqlLow, shown.Place.IrqlHigh);
        string actual = Levels.Name(isHigh ? low : high) + (low == high ? "" : isHigh ? " or above" : " or below");
        byte bound = isHigh ? shown.Contract!.IrqlMax : shown.Contract!.IrqlMin;
        string legal = Levels.Name(bound) + (!isHigh ? " or above" : bound == 0 ? "" : " or below");
        return Report(finding, shown.Syntax, shown.Contract!.Name, actual + (shown.Earlier is { } raise ? " (raised at " + Phrases.Line(raise) + ")" : ""), legal, Phrases.Via(shown));
    }
}
