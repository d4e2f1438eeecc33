using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Place;

/// <summary>Each routine has a range of IRQLs at which it may be called.</summary>
internal sealed class IrqlTooHigh : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.IrqlTooHigh,
        "Called at the wrong IRQL",
        "{0} is called at {1}, but must be called at {2}{3}",
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
        bool high = (shown.Broken & Outcome.IrqlTooHigh) != 0;
        string actual = Levels.Name(high ? shown.Place.IrqlLow : shown.Place.IrqlHigh) + (high ? " or above" : " or below");
        string legal = high ? "<= " + Levels.Name(shown.Contract!.IrqlMax) : ">= " + Levels.Name(shown.Contract!.IrqlMin);
        return Report(finding, shown.Syntax, shown.Contract!.Name, actual, legal, Phrases.Via(shown));
    }
}
