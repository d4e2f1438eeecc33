using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Calls;
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
internal sealed partial class ExitJudge(MethodIr ir, int[] exported, List<int> given, List<FlowEvent> leaks, List<FlowEvent> events)
{
    /// <summary>The locks whose leaks are the helper's own fault.</summary>
    public HashSet<int> Blamed { get; } = new();

    public List<SummaryExit> Judge(List<SummaryExit> exits)
    {
        List<SummaryExit> judged = exits.ToList();
        for (int @lock = 0; @lock < ir.Locks.Count; @lock++)
        {
            JudgeLock(@lock, judged);
        }

        foreach (int returned in given)
        {
            if (CannotBeToldApart(judged.Where(e => !e.Throws).ToList(), e => Keeps(e, returned), e => IsBalanced(e, returned)))
            {
                // Whether the result comes with its lock held is known by something that callers can see and the summary cannot say.
                Replace(judged, _ => true, returned, LockCell.LostCell);
            }
        }

        JudgeRegion(judged);
        return Distinct(judged);
    }

    private void JudgeLock(int @lock, List<SummaryExit> exits)
    {
        AccessPath path = ir.Locks[@lock];
        int index = exported[@lock];
        if (WholeOf(@lock) is >= 0 and int whole)
        {
            Replace(exits, _ => true, whole, LockCell.LostCell);
            return;
        }

        List<FlowEvent> own = leaks.Where(l => (l.Broken & Outcome.HeldAtExit) != 0 && l.LockNumber == @lock).ToList();
        if (index < 0)
        {
            if (!HandOver.Takes(ir.Method) || IsReleasedHere(@lock))
            {
                events.AddRange(own.Where(l => !IsReturned(path) || ir.Returned.Any(r => r.Lock == @lock)));
            }

            return;
        }

        List<SummaryExit> returns = exits.Where(e => !e.Throws).ToList();
        bool someHold = returns.Any(e => Keeps(e, index));
        own.RemoveAll(l => l.Cell.Holds <= l.Cell.Needed);
        bool someDoNot = returns.Any(e => IsBalanced(e, index));
        if (!someHold)
        {
            // The lock never leaves the helper on a return: an exception that leaves with it is the helper's own fault.
            events.AddRange(own.Where(l => l.Exit != ExitKind.Return));
            GiveBack(exits, index, own);
        }
        else if (ir.ReturnsGuard)
        {
            // The guard knows whether it holds; a return without a guard that leaves the lock held is a leak all the same.
            events.AddRange(own.Where(l => l.Syntax is ReturnStatementSyntax { Expression: LiteralExpressionSyntax or DefaultExpressionSyntax }));
        }
        else if (someDoNot && AsksWhoCalls() && !IsReleasedHere(@lock))
        {
            // A lock that knows its owner and counts for him: whether it was taken depends on who had it.
            Replace(exits, _ => true, index, LockCell.LostCell);
            for (int i = 0; i < exits.Count; i++)
            {
                exits[i] = exits[i] with { Frames = 0, Flags = exits[i].Flags | PlaceFlags.CriticalLost | PlaceFlags.GuardedLost | PlaceFlags.IrqlLost };
            }
        }
        else if (someDoNot && (CannotBeToldApart(returns, e => Keeps(e, index), e => IsBalanced(e, index), IsReleasedHere(@lock))
            || (IsReleasedHere(@lock) && IsSurface(ir.Method) && IsToldToNobody(returns, index))))
        {
            events.AddRange(own.Where(l => l.Exit == ExitKind.Return));
            exits.RemoveAll(e => !e.Throws && Keeps(e, index));
            GiveBack(exits, index, own);
        }
        else if (IsReleasedHere(@lock))
        {
            // It hands the lock over on some returns and gives it back on other ways: nobody else does that for its exceptions.
            List<FlowEvent> thrown = own.Where(l => l is { Exit: ExitKind.Throw, Confidence: Confidence.Certain }).ToList();
            events.AddRange(thrown);
            GiveBack(exits, index, thrown);
        }

        if (CannotBeToldApart(returns.Select(WithoutMembers).ToList(), e => IsDeleted(e, index), e => !IsDeleted(e, index)))
        {
            // It is deleted when the last reference goes, or on some other condition that callers cannot see: whoever uses it knows that it lives.
            for (int i = 0; i < exits.Count; i++)
            {
                ExitHolding holding = exits[i].Holdings[index];
                exits[i] = IsDeleted(exits[i], index) ? exits[i] with { Holdings = exits[i].Holdings.SetItem(index, holding with { Cell = holding.Cell.WithLife(LockLife.Unknown) }) } : exits[i];
            }
        }

        if (CannotBeToldApart(returns, e => Takes(e, index), e => !Takes(e, index)))
        {
            Replace(exits, _ => true, index, LockCell.LostCell);
        }
    }

    /// <summary>
    /// The exported lock that stands for all elements of a collection which the helper acquires and does not release: they are its caller's,
    /// however many there are. -1: none.
    /// </summary>
    private int WholeOf(int @lock)
    {
        foreach (KeyValuePair<int, int> bulk in ir.Bulks)
        {
            if ((bulk.Key == @lock || bulk.Value == @lock) && exported[bulk.Value] >= 0 && leaks.Any(l => l.LockNumber == bulk.Key || l.LockNumber == bulk.Value)
                && !ir.Bulks.Any(b => b.Value == bulk.Value && IsReleasedHere(b.Key)))
            {
                return exported[bulk.Value];
            }
        }

        return -1;
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
            LeaveRegions(exits);
        }
        else if (someOutside && !ir.ReturnsGuard
            && CannotBeToldApart(returns, e => e.Critical > 0 || e.Guarded > 0, e => e.Critical == 0 && e.Guarded == 0))
        {
            events.AddRange(own.Where(l => l.Exit == ExitKind.Return));
            exits.RemoveAll(e => !e.Throws && (e.Critical > 0 || e.Guarded > 0));
            LeaveRegions(exits);
        }
    }

    /// <summary>What was said of the helper is not said again of its callers: its exceptions leave without the lock, and without the region that came with it.</summary>
    private void GiveBack(List<SummaryExit> exits, int index, List<FlowEvent> own)
    {
        for (int i = 0; i < exits.Count; i++)
        {
            SummaryExit exit = exits[i];
            if (exit.Throws && Keeps(exit, index) && exit.Holdings[index] is { Cell.Needed: 0 } held)
            {
                exits[i] = exit with
                {
                    Holdings = exit.Holdings.SetItem(index, new ExitHolding(default, null, ImmutableArray<SyntaxNode>.Empty)),
                    Critical = (sbyte)(exit.Critical - ((held.AcquiredBy?.CriticalDelta ?? 0) * held.Cell.Holds)),
                    Guarded = (sbyte)(exit.Guarded - ((held.AcquiredBy?.GuardedDelta ?? 0) * held.Cell.Holds)),
                };
            }
        }

        if (own.Count > 0)
        {
            Blamed.Add(index);
        }
    }

    private static void LeaveRegions(List<SummaryExit> exits)
    {
        for (int i = 0; i < exits.Count; i++)
        {
            if (exits[i].Throws)
            {
                exits[i] = exits[i] with { Critical = Math.Min((sbyte)0, exits[i].Critical), Guarded = Math.Min((sbyte)0, exits[i].Guarded) };
            }
        }
    }

    private bool IsReturned(AccessPath path) => ir.Instrs.OfType<AssignInstr>()
        .Any(a => a.Target.Kind == PathKind.Return && a.Value.Path is { } returned && path.Mentions(returned));

    /// <summary>More is held than before the call: a lock that was given back and taken again is where it was.</summary>
    public static bool Keeps(SummaryExit exit, int index) => exit.Holdings[index].Cell.Holds > exit.Holdings[index].Cell.Needed;

    /// <summary>Less is held than before the call.</summary>
    public static bool Takes(SummaryExit exit, int index) => exit.Holdings[index].Cell.Holds < exit.Holdings[index].Cell.Needed;

    /// <summary>A count in an object, which was one before and is zero now, tells nobody that the object is gone.</summary>
    private SummaryExit WithoutMembers(SummaryExit exit) => exit with
    {
        Before = exit.Before.Where(b => !ir.Written.Any(w => b.Fact.Subject.GoesThrough(w.Member))).ToImmutableArray(),
        After = exit.After.Where(a => a.Fact.Subject.Root.Kind == PathKind.Return || a.Fact.Subject.Parent is null).ToImmutableArray(),
    };

    private static bool IsDeleted(SummaryExit exit, int index) => exit.Holdings[index].Cell.Life == LockLife.Deleted;

    private static bool IsBalanced(SummaryExit exit, int index) => !Keeps(exit, index) && !exit.Holdings[index].Cell.Lost;

    /// <param name="byNoOrder">
    /// How two values of the caller compare does not count: who gives a lock back himself does not leave that to a caller who would have to compare them again.
    /// </param>
    private static bool CannotBeToldApart(List<SummaryExit> exits, Func<SummaryExit, bool> one, Func<SummaryExit, bool> other, bool byNoOrder = false)
        => exits.Where(one).Any(a => exits.Where(other).Any(b => !Differ(a.Before, b.Before, byNoOrder) && !Differ(a.After, b.After, false)));

    /// <summary>Whether some question is answered differently.</summary>
    public static bool Differ(ImmutableArray<(Fact Fact, bool Answer)> a, ImmutableArray<(Fact Fact, bool Answer)> b, bool byNoOrder = false)
        => a.Any(x => !(byNoOrder && IsOrder(x.Fact)) && b.Any(y => x.Fact == y.Fact && x.Answer != y.Answer));

    private static bool IsOrder(Fact fact)
        => fact.Subject is { Kind: PathKind.Operator, Key: "<" } || (fact.Test.Kind == TestKind.LessThan && fact.Subject.Kind != PathKind.Parameter);

    /// <summary>Whether some branch compares a thread with the one that runs.</summary>
    private bool AsksWhoCalls() => ir.Blocks.Any(b => b.Condition is { } condition && SubjectsOf(condition).Any(IsOwnThread));

    private static IEnumerable<AccessPath> SubjectsOf(Condition condition)
    {
        List<Fact> facts = new();
        condition.CollectFacts(facts);
        return facts.Select(f => f.Subject);
    }

    private static bool IsOwnThread(AccessPath path)
    {
        for (AccessPath? link = path; link is not null; link = link.Parent)
        {
            if (link.Symbol?.Name is "CurrentThread" or "CurrentManagedThreadId" or "ManagedThreadId" or "KeGetCurrentThread" or "PsGetCurrentThread" or "PsGetCurrentThreadId"
                || link.Arguments.Any(IsOwnThread))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the helper gives the lock back on some way, itself or by a helper of its own.</summary>
    private bool IsReleasedHere(int @lock) => ReleasesOf(ir, @lock).Any();

    /// <summary>Where a body gives a lock back, itself or by a helper of its own.</summary>
    public static IEnumerable<Instr> ReleasesOf(MethodIr ir, int @lock) => ir.Instrs.Where(i => i switch
    {
        RoutineInstr routine => Enumerable.Range(0, routine.Locks.Length).Any(at => routine.Locks[at]?.Lock == @lock
            && routine.Contract.Locks[at].Effect is LockEffect.Release or LockEffect.ReleaseForOwner),
        CallInstr call => call.Bindings.Any(b => b.IndexOf(@lock) is >= 0 and int at && b.Summary.Exits.Any(e => e.Holdings[at].Cell.Needed > 0)),
        _ => false,
    });

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
