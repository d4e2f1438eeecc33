using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Ownership;

/// <summary>Only a hold handed to an owner pointer may be released for another owner.</summary>
internal sealed class ForThreadWithoutTransfer : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.ForThreadWithoutTransfer,
        "Released for another owner without a transfer",
        "{0} releases '{1}' for an owner it was never handed to; call ExSetResourceOwnerPointerEx first, or pass ExGetCurrentResourceThread()",
        RuleIds.Ownership,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Only a hold handed to an owner pointer may be released for another owner.",
        helpLinkUri: Help(RuleIds.ForThreadWithoutTransfer));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.NotTransferred;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        return Report(finding, shown.Syntax, shown.Contract!.Name, Phrases.LockOf(shown));
    }
}
