using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Balance;

/// <summary>A shared holder must release before it acquires exclusively; there is no upgrade.</summary>
internal sealed class UpgradeDeadlock : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.UpgradeDeadlock,
        "Shared holder waits for exclusive access",
        "{0} waits for exclusive access to '{1}', which this path holds shared{2}: it waits for itself{3}",
        RuleIds.Balance,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A shared holder must release before it acquires exclusively; there is no upgrade.",
        helpLinkUri: Help(RuleIds.UpgradeDeadlock));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.UpgradeDeadlock;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        return Report(finding, shown.Syntax, shown.Contract!.Name, Phrases.LockOf(shown), Phrases.Since(shown, ", acquired"), Phrases.Via(shown));
    }
}
