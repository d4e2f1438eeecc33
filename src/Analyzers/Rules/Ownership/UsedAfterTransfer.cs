using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Ownership;

/// <summary>After ExSetResourceOwnerPointer(Ex) the only legal routine is ExReleaseResourceForThreadLite.</summary>
internal sealed class UsedAfterTransfer : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.UsedAfterTransfer,
        "Resource used after its ownership was transferred",
        "{0} uses '{1}' after its ownership was transferred{2}; only ExReleaseResourceForThreadLite with the owner pointer is legal",
        RuleIds.Ownership,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "After ExSetResourceOwnerPointer(Ex) the only legal routine is ExReleaseResourceForThreadLite.",
        helpLinkUri: Help(RuleIds.UsedAfterTransfer));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.UsedAfterTransfer;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        return Report(finding, shown.Syntax, shown.Contract!.Name, Phrases.LockOf(shown), Phrases.Since(shown, ""));
    }
}
