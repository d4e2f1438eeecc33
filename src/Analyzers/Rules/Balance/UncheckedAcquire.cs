using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Balance;

/// <summary>An acquire that does not wait can fail; its result says whether the lock is held.</summary>
internal sealed class UncheckedAcquire : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.UncheckedAcquire,
        "Result of an acquire that may fail not respected",
        "{0}",
        RuleIds.Balance,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An acquire that does not wait can fail; its result says whether the lock is held.",
        helpLinkUri: Help(RuleIds.UncheckedAcquire));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.Unchecked | Outcome.ReleasedAfterFailure;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        string text = (shown.Broken & Outcome.Unchecked) != 0
            ? $"The result of {Phrases.Called(shown)} is ignored: {Failing(shown)}, '{Phrases.LockOf(shown)}' may not have been acquired"
            : $"{shown.Contract!.Name} releases '{Phrases.LockOf(shown)}' on a path where acquiring it failed{Phrases.Since(shown, "")}{Phrases.Via(shown)}";
        return Report(finding, shown.Syntax, text);
    }

    private static string Failing(FlowEvent shown)
        => shown.Operation is { Wait: WaitBehavior.Never, WaitArgument.IsNone: false } ? "when the time-out passes" : "without waiting";
}
