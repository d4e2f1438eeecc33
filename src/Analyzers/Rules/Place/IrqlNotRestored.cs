using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Place;

/// <summary>A raised IRQL must be lowered to the saved value before the routine returns.</summary>
internal sealed class IrqlNotRestored : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.IrqlNotRestored,
        "IRQL not restored",
        "{0}",
        RuleIds.Place,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A raised IRQL must be lowered to the saved value before the routine returns.",
        helpLinkUri: Help(RuleIds.IrqlNotRestored));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.RaisedAtExit | Outcome.WrongLevelRestored;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        if ((shown.Broken & Outcome.WrongLevelRestored) != 0)
        {
            return Report(finding, shown.Syntax, $"{shown.Contract!.Name} restores another level than the one the last raise saved{Phrases.Since(shown, "")}");
        }

        SyntaxNode place = shown.Earlier ?? shown.Syntax;
        return Report(finding, place, "The IRQL raised here is not restored when " + Phrases.Exit(shown, place));
    }
}
