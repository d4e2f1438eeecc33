using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Ownership;

/// <summary>Initialising a live lock again corrupts the list it is on.</summary>
internal sealed class InitializedTwice : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.InitializedTwice,
        "Lock initialised twice",
        "{0} initialises '{1}', which is initialised already{2}",
        RuleIds.Ownership,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Initialising a live lock again corrupts the list it is on.",
        helpLinkUri: Help(RuleIds.InitializedTwice));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.InitializedTwice;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        return Report(finding, shown.Syntax, shown.Contract!.Name, Phrases.LockOf(shown), Phrases.Via(shown));
    }
}
