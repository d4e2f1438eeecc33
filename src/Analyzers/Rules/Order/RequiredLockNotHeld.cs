using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Order;

/// <summary>The contract of a routine names locks its caller must, or must not, hold.</summary>
internal sealed class RequiredLockNotHeld : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.RequiredLockNotHeld,
        "Required lock not held",
        "{0} requires that '{1}' is {2}{3}",
        RuleIds.Order,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The contract of a routine names locks its caller must, or must not, hold.",
        helpLinkUri: Help(RuleIds.RequiredLockNotHeld));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.RequirementNotHeld | Outcome.RequirementHeld;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        string held = (shown.Broken & Outcome.RequirementHeld) != 0 ? "not held"
            : shown.Operation?.Mode == Contracts.LockMode.Exclusive ? "held exclusively" : "held";
        return Report(finding, shown.Syntax, shown.Contract!.Name, Phrases.LockOf(shown), held, Phrases.Via(shown));
    }
}
