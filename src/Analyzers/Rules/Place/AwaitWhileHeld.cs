using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Place;

/// <summary>Ownership and regions belong to a thread; after an await the method may continue on another one.</summary>
internal sealed class AwaitWhileHeld : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.AwaitWhileHeld,
        "Suspended while a thread-owned lock is held",
        "{0} while {1}: the method may continue on another thread",
        RuleIds.Place,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Ownership and regions belong to a thread; after an await the method may continue on another one.",
        helpLinkUri: Help(RuleIds.AwaitWhileHeld));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.SuspendedWhileHeld;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        string what = shown.Lock is null ? "inside a region" + Phrases.Since(shown, " entered") : $"'{shown.Lock}' is held" + Phrases.Since(shown, ", acquired");
        return Report(finding, shown.Syntax, shown.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.YieldStatementSyntax ? "yield" : "await", what);
    }
}
