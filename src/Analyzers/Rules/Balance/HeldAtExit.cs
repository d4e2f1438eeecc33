using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Balance;

/// <summary>A lock acquired in a routine must be released on every path out of it.</summary>
internal sealed class HeldAtExit : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.HeldAtExit,
        "Lock held at exit",
        "'{0}' acquired here{2} is still held when {1}",
        RuleIds.Balance,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A lock acquired in a routine must be released on every path out of it.",
        helpLinkUri: Help(RuleIds.HeldAtExit));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.HeldAtExit;

    public override bool Concerns(FlowEvent flowEvent)
        => (flowEvent.Broken & Law) != 0 && flowEvent.Exit == ExitKind.Return && flowEvent.Confidence == States.Confidence.Certain;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        SyntaxNode place = shown.Earlier ?? shown.Syntax;
        return Report(finding, place, Phrases.LockOf(shown), Phrases.Exit(shown, place), Phrases.Via(shown));
    }
}
