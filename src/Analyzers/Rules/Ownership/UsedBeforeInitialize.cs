using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Ownership;

/// <summary>A lock is unusable until its initialise routine ran.</summary>
internal sealed class UsedBeforeInitialize : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.UsedBeforeInitialize,
        "Lock used before it is initialised",
        "{0} uses '{1}', which has not been initialised{2}",
        RuleIds.Ownership,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A lock is unusable until its initialise routine ran.",
        helpLinkUri: Help(RuleIds.UsedBeforeInitialize));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.NotInitialized;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        return Report(finding, shown.Syntax, shown.Contract!.Name, Phrases.LockOf(shown), Phrases.Via(shown));
    }
}
