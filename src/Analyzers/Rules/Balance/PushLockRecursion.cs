using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Balance;

/// <summary>Push locks, fast mutexes and spin locks cannot be acquired recursively.</summary>
internal sealed class PushLockRecursion : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.PushLockRecursion,
        "Lock acquired by its holder",
        "{0} acquires '{1}', which this path already holds{2}: a {3} keeps no count of its owner, so the thread waits for itself{4}",
        RuleIds.Balance,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Push locks, fast mutexes and spin locks cannot be acquired recursively.",
        helpLinkUri: Help(RuleIds.PushLockRecursion));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.NotRecursive;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        return Report(finding, shown.Syntax, shown.Contract!.Name, Phrases.LockOf(shown), Phrases.Since(shown, ", acquired"), shown.Family?.Noun ?? "lock", Phrases.Via(shown));
    }
}
