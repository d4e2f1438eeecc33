using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Balance;

/// <summary>A lock that is released only on the normal way out stays held for ever when something in between throws.</summary>
internal sealed class HeldAtExceptionExit : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.HeldAtExceptionExit,
        "Lock held when an exception leaves",
        "'{0}' acquired here stays held if {1}",
        RuleIds.Balance,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "A lock that is released only on the normal way out stays held for ever when something in between throws.",
        helpLinkUri: Help(RuleIds.HeldAtExceptionExit));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.HeldAtExit;

    public override bool Concerns(FlowEvent flowEvent)
        => (flowEvent.Broken & Law) != 0 && (flowEvent.Exit != ExitKind.Return || flowEvent.Confidence != States.Confidence.Certain);

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        SyntaxNode place = shown.Earlier ?? shown.Syntax;
        bool opaque = shown.Confidence != States.Confidence.Certain || shown.Exit == ExitKind.OpaqueThrow;
        string how = opaque ? "the call at " + Phrases.Line(shown.Syntax) + " throws" : Phrases.Exit(shown, place);
        Violation violation = Report(finding, place, Phrases.LockOf(shown), how);
        return opaque ? violation : violation with { Severity = DiagnosticSeverity.Warning };
    }
}
