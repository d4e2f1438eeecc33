using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Order;

/// <summary>The body must do what its annotations declare.</summary>
internal sealed class ContractNotKept : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.ContractNotKept,
        "Declared contract not kept",
        "'{0}' is {1} at this exit, which is not what the method declares",
        RuleIds.Order,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The body must do what its annotations declare.",
        helpLinkUri: Help(RuleIds.ContractNotKept));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.DeclarationNotKept;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        return Report(finding, shown.Syntax, Phrases.LockOf(shown), shown.Cell.IsHeld ? "held" : "not held");
    }
}
