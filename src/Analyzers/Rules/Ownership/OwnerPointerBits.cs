using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Ownership;

/// <summary>The two least significant bits of an owner pointer must be one.</summary>
internal sealed class OwnerPointerBits : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.OwnerPointerBits,
        "Owner pointer without its two low bits",
        "The owner pointer given to {0} must have its two low bits set: a thread is told from an owner by them",
        RuleIds.Ownership,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The two least significant bits of an owner pointer must be one.",
        helpLinkUri: Help(RuleIds.OwnerPointerBits));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.OwnerPointerBits;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        return Report(finding, shown.Syntax, shown.Contract!.Name);
    }
}
