using System.Collections.Immutable;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.Analyzers.Flow.Summaries;

/// <summary>
/// Decides whether a helper's holds are meant for its caller. They are when every return leaves them, or when the result or an argument
/// tells the returns apart. When some returns hold the lock and others do not and nothing tells which, the helper itself is at fault.
/// </summary>
internal sealed class ExitJudge(MethodIr ir, int[] exported, List<FlowEvent> leaks, List<FlowEvent> events)
{
    public List<SummaryExit> Judge(List<SummaryExit> exits)
    {
        List<SummaryExit> judged = exits.ToList();
        for (int @lock = 0; @lock < ir.Locks.Count; @lock++)
        {
            JudgeLock(@lock, judged);
        }

        JudgeRegion(judged);
        return Distinct(judged);
    }

    private void JudgeLock(int @lock, List<SummaryExit> exits)
    {
        AccessPath path = ir.Locks[@lock];
        int index = exported[@lock];
        List<FlowEvent> own = leaks.Where(l => (l.Broken & Outcome.HeldAtExit) != 0 && path.Equals(l.Lock)).ToList();
        if (index < 0)
        {
            events.AddRange(own.Where(l => !IsReturned(path)));
            return;
        }

        List<SummaryExit> returns = exits.Where(e => !e.Throws).ToList();
        bool someHold = returns.Any(e => e.Holdings[index].Cell.IsHeld);
        bool someDoNot = returns.Any(e => IsBalanced(e, index));
        if (!someHold)
        {
            // The lock never leaves the helper on a return: an exception that leaves with it is the helper's own fault.
            events.AddRange(own.Where(l => l.Exit != ExitKind.Return));
            Replace(exits, e => e.Throws && e.Holdings[index].Cell.IsHeld, index, LockCell.FromBits(0));
        }
        else if (ir.ReturnsGuard)
        {
            // The guard knows whether it holds; a return without a guard that leaves the lock held is a leak all the same.
            events.AddRange(own.Where(l => l.Syntax is ReturnStatementSyntax { Expression: LiteralExpressionSyntax or DefaultExpressionSyntax }));
        }
        else if (someDoNot && CannotBeToldApart(returns, e => e.Holdings[index].Cell.IsHeld, e => IsBalanced(e, index)))
        {
            events.AddRange(own.Where(l => l.Exit == ExitKind.Return));
            exits.RemoveAll(e => !e.Throws && e.Holdings[index].Cell.IsHeld);
        }

        bool someRelease = returns.Any(e => e.Holdings[index].Cell.Needed > 0);
        bool someKeep = returns.Any(e => e.Holdings[index].Cell.Needed == 0);
        if (someRelease && someKeep
            && CannotBeToldApart(returns, e => e.Holdings[index].Cell.Needed > 0, e => e.Holdings[index].Cell.Needed == 0))
        {
            Replace(exits, _ => true, index, LockCell.LostCell);
        }
    }

    private void JudgeRegion(List<SummaryExit> exits)
    {
        List<SummaryExit> returns = exits.Where(e => !e.Throws).ToList();
        List<FlowEvent> own = leaks.Where(l => (l.Broken & Outcome.HeldAtExit) == 0).ToList();
        if (own.Count == 0)
        {
            return;
        }

        bool someInside = returns.Any(e => e.Critical > 0 || e.Guarded > 0);
        bool someOutside = returns.Any(e => e.Critical == 0 && e.Guarded == 0);
        if (!someInside)
        {
            events.AddRange(own);
        }
        else if (someOutside && !ir.ReturnsGuard
            && CannotBeToldApart(returns, e => e.Critical > 0 || e.Guarded > 0, e => e.Critical == 0 && e.Guarded == 0))
        {
            events.AddRange(own.Where(l => l.Exit == ExitKind.Return));
            exits.RemoveAll(e => !e.Throws && (e.Critical > 0 || e.Guarded > 0));
        }
    }

    private bool IsReturned(AccessPath path) => ir.Instrs.OfType<AssignInstr>()
        .Any(a => a.Target.Kind == PathKind.Return && a.Value.Path is { } returned && path.Mentions(returned));

    private static bool IsBalanced(SummaryExit exit, int index) => !exit.Holdings[index].Cell.IsHeld && !exit.Holdings[index].Cell.Lost;

    private static bool CannotBeToldApart(List<SummaryExit> exits, Func<SummaryExit, bool> one, Func<SummaryExit, bool> other)
        => exits.Where(one).Any(a => exits.Where(other).Any(b => !Differ(a.Before, b.Before) && !Differ(a.After, b.After)));

    /// <summary>Whether some question is answered differently.</summary>
    private static bool Differ(ImmutableArray<(Fact Fact, bool Answer)> a, ImmutableArray<(Fact Fact, bool Answer)> b)
        => a.Any(x => b.Any(y => x.Fact == y.Fact && x.Answer != y.Answer));

    private static void Replace(List<SummaryExit> exits, Func<SummaryExit, bool> which, int index, LockCell cell)
    {
        for (int i = 0; i < exits.Count; i++)
        {
            if (which(exits[i]))
            {
                exits[i] = exits[i] with { Holdings = exits[i].Holdings.SetItem(index, new ExitHolding(cell, null, ImmutableArray<SyntaxNode>.Empty)) };
            }
        }
    }

    private static List<SummaryExit> Distinct(List<SummaryExit> exits)
    {
        List<SummaryExit> distinct = new();
        foreach (SummaryExit exit in exits)
        {
            if (!distinct.Any(d => d.SameAs(exit)))
            {
                distinct.Add(exit);
            }
        }

        return distinct;
    }
}
