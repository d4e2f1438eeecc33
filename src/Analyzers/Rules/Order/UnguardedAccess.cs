using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Reporting;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Rules.Order;

/// <summary>A member that says which lock guards it is read with the lock held, and written with the lock held exclusively.</summary>
internal sealed class UnguardedAccess : LockRule
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        RuleIds.UnguardedAccess,
        "Guarded member used without its lock",
        "'{0}' is {1}, but '{2}' is {3}",
        RuleIds.Order,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A member that says which lock guards it is read with the lock held, and written with the lock held exclusively.",
        helpLinkUri: Help(RuleIds.UnguardedAccess));

    public override DiagnosticDescriptor Descriptor => s_descriptor;

    public override Outcome Law => Outcome.Unguarded;

    public override Violation? Check(Finding finding)
    {
        FlowEvent shown = finding.Event;
        bool isWrite = shown.Operation?.Mode == LockMode.Exclusive;
        string held = shown.Cell.IsHeld ? "only held shared" : "not held";
        if (Phrases.Around(shown) is { } condition)
        {
            held += " " + condition;
        }

        string used = (isWrite ? "written " : "read ") + (shown.Via.IsEmpty ? "here" : "at " + Phrases.Line(shown.Via[0]));
        return Report(finding, shown.Syntax, shown.Contract!.Name, used, Phrases.LockOf(shown), held);
    }
}
