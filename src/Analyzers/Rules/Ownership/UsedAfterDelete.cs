using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Ownership;

/// <summary>A deleted lock may only be initialised again.</summary>
internal sealed class UsedAfterDelete : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.UsedAfterDelete,
        "Lock used after it was deleted",
        "{0} uses '{1}', which was deleted{2}",
        RuleIds.Ownership,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A deleted lock may only be initialised again.",
        helpLinkUri: Help(RuleIds.UsedAfterDelete));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.Deleted;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        return Report(finding, shown.Syntax, shown.Contract!.Name, Phrases.LockOf(shown), Phrases.Since(shown, ""));
    }
}
