using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Balance;

/// <summary>One exclusive acquisition of a resource must be released before the next one of the same resource.</summary>
internal sealed class RecursiveExclusive : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.RecursiveExclusive,
        "Exclusive acquisition nested in itself",
        "'{0}' is acquired exclusively again while this path holds it exclusively{1}{2}",
        RuleIds.Balance,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "One exclusive acquisition of a resource must be released before the next one of the same resource.",
        helpLinkUri: Help(RuleIds.RecursiveExclusive));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.RecursiveExclusive;

    public override Violation? Check(Finding finding)
    {
        // The rule of origin speaks of the DDIs; the framework's own locks count recursion by design.
        FlowEvent shown = finding.Event;
        return shown.Contract is { TypeName: null } ? Report(finding, shown.Syntax, Phrases.LockOf(shown), Phrases.Since(shown, ", acquired"), Phrases.Via(shown)) : null;
    }
}
