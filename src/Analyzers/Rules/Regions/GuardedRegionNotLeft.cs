using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Regions;

/// <summary>A routine must leave every guarded region it entered before it returns.</summary>
internal sealed class GuardedRegionNotLeft : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.GuardedRegionNotLeft,
        "Guarded region not left",
        "The guarded region entered here{1} is still open when {0}",
        RuleIds.Regions,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A routine must leave every guarded region it entered before it returns.",
        helpLinkUri: Help(RuleIds.GuardedRegionNotLeft));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.GuardedAtExit;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        SyntaxNode place = shown.Earlier ?? shown.Syntax;
        return Report(finding, place, Phrases.Exit(shown, place), Phrases.Via(shown));
    }
}
