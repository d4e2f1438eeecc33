using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Ownership;

/// <summary>A lock must be released before it is deleted.</summary>
internal sealed class DeletedWhileHeld : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.DeletedWhileHeld,
        "Lock deleted while held",
        "{0} deletes '{1}', which this path still holds{2}",
        RuleIds.Ownership,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A lock must be released before it is deleted.",
        helpLinkUri: Help(RuleIds.DeletedWhileHeld));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.DeletedWhileHeld;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        return Report(finding, shown.Syntax, shown.Contract!.Name, Phrases.LockOf(shown), Phrases.Since(shown, ", acquired"));
    }
}
