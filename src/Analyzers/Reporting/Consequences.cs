using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.Analyzers.Reporting;

/// <summary>Events of one method that follow from others, on the same path or around it: one mistake is said once.</summary>
internal static class Consequences
{
    public static IReadOnlyList<FlowEvent> Without(IReadOnlyList<FlowEvent> events)
        => WithoutReleasesOfDeleted(events.Count < 2 ? events : WithoutHoldsOfSuspended(WithoutNestedHolds(WithoutMissingRegions(WithoutLevelsOfLeaks(WithoutEarlyLeavesOfLeaks(events))))));

    /// <summary>A helper that forgets a lock on some way forgets the level that came with it: what is called too high then is called there.</summary>
    private static IReadOnlyList<FlowEvent> WithoutLevelsOfLeaks(IReadOnlyList<FlowEvent> events)
    {
        HashSet<SyntaxNode> leaks = new(events
            .Where(e => (e.Broken & Outcome.HeldAtExit) != 0 && e.Exit == ExitKind.Return && !e.Via.IsEmpty && e.Earlier is not null)
            .Select(e => e.Earlier!));
        return leaks.Count == 0 ? events : events.Where(e => e.Broken != Outcome.IrqlTooHigh || e.Earlier is null || !leaks.Contains(e.Earlier)).ToList();
    }

    /// <summary>What is deleted is not held either: that it is used says it.</summary>
    private static IReadOnlyList<FlowEvent> WithoutReleasesOfDeleted(IReadOnlyList<FlowEvent> events)
        => events.Any(e => (e.Broken & Outcome.Deleted) != 0)
            ? events.Select(e => (e.Broken & Outcome.Deleted) != 0 ? e with { Broken = e.Broken & ~Outcome.NotHeld } : e).ToList()
            : events;

    /// <summary>
    /// Where a lock is never released after the region was left, the leak is the mistake, not the leave; and where it is not released when
    /// something throws, not the leave in the finally block that runs then.
    /// </summary>
    private static IReadOnlyList<FlowEvent> WithoutEarlyLeavesOfLeaks(IReadOnlyList<FlowEvent> events)
    {
        ILookup<ExitKind, SyntaxNode> leaks = events
            .Where(e => (e.Broken & Outcome.HeldAtExit) != 0 && e.Place.Has(PlaceFlags.ApcsReported) && e.Earlier is not null)
            .ToLookup(e => e.Exit, e => e.Earlier!);
        return leaks.Count == 0
            ? events
            : events.Where(e => (e.Broken & Outcome.LeftWhileHolding) == 0 || !IsOfLeak(e)).ToList();

        // A helper that takes the lock and leaves the region takes it where it is called.
        bool IsOfLeak(FlowEvent leave) => leaks[ExitKind.Return].Contains(leave.Earlier ?? leave.Syntax)
            || (leaks[ExitKind.Throw].Contains(leave.Earlier ?? leave.Syntax) && leave.Syntax.FirstAncestorOrSelf<FinallyClauseSyntax>() is not null);
    }

    /// <summary>
    /// Where the region was never entered, the acquire that needs it tells so: that later leaves have nothing to leave is the same mistake,
    /// also on the ways around the acquire. And what gives back a lock, and its region with it, once too often gives back nothing.
    /// </summary>
    private static IReadOnlyList<FlowEvent> WithoutMissingRegions(IReadOnlyList<FlowEvent> events)
    {
        const Outcome Leaves = Outcome.CriticalNotEntered | Outcome.GuardedNotEntered;
        const Outcome NotTaken = Outcome.NotHeld | Outcome.ReleasedAfterFailure | Outcome.Unchecked;
        int firstNeed = events.Where(e => (e.Broken & Outcome.ApcsEnabled) != 0 && e.Confidence == Confidence.Certain)
            .Select(e => e.Syntax.SpanStart).DefaultIfEmpty(int.MaxValue).Min();
        HashSet<SyntaxNode?> notHeld = new(events.Where(e => (e.Broken & NotTaken) != 0 && (!e.Via.IsEmpty || e.Earlier is not null))
            .SelectMany(e => new[] { e.Syntax, (e.Broken & Outcome.Unchecked) != 0 ? e.Earlier : null }));
        return firstNeed == int.MaxValue && notHeld.Count == 0
            ? events
            : events.Where(e => !((e.Broken & Leaves) != 0 && IsPast(e.Syntax, firstNeed))
                && !((e.Broken & (Leaves | Outcome.ApcsEnabled)) != 0 && notHeld.Contains(e.Syntax))).ToList();
    }

    /// <summary>Whether a leave stands behind a place, or on a way out before it.</summary>
    private static bool IsPast(SyntaxNode leave, int place)
        => leave.SpanStart >= place
            || (place < int.MaxValue && leave.FirstAncestorOrSelf<BlockSyntax>() is { Statements: { Count: > 0 } statements } block
                && !block.Span.Contains(place) && statements[statements.Count - 1] is ReturnStatementSyntax or ThrowStatementSyntax or GotoStatementSyntax);

    /// <summary>A lock acquired again by its holder and released once: the hold that is left is the nested one, or the one that was not released before it.</summary>
    private static IReadOnlyList<FlowEvent> WithoutNestedHolds(IReadOnlyList<FlowEvent> events)
    {
        const Outcome Exits = Outcome.HeldAtExit | Outcome.CriticalAtExit | Outcome.GuardedAtExit;
        List<FlowEvent> nested = events.Where(e => (e.Broken & Outcome.RecursiveExclusive) != 0).ToList();
        return nested.Count == 0 ? events : events.Where(e => (e.Broken & Exits) == 0 || !nested.Any(n => IsOfNested(e, n))).ToList();
    }

    /// <summary>A hold that an await carries to another thread is not given back there, nor by the one who acquires again: the release before the await is missing.</summary>
    private static IReadOnlyList<FlowEvent> WithoutHoldsOfSuspended(IReadOnlyList<FlowEvent> events)
    {
        const Outcome Later = Outcome.HeldAtExit | Outcome.NotRecursive | Outcome.UpgradeDeadlock | Outcome.RecursiveExclusive;
        HashSet<SyntaxNode> carried = new(events.Where(e => (e.Broken & Outcome.SuspendedWhileHeld) != 0 && e.Lock is not null && e.Earlier is not null).Select(e => e.Earlier!));
        return carried.Count == 0 ? events : events.Where(e => (e.Broken & Later) == 0 || e.Earlier is null || !carried.Contains(e.Earlier)).ToList();
    }

    private static bool IsOfNested(FlowEvent leak, FlowEvent nested)
        => (leak.Broken & Outcome.HeldAtExit) == 0
            ? leak.Earlier == nested.Syntax && !nested.Via.IsEmpty
            : leak.Cell.Holds == 1 && (leak.Earlier == nested.Earlier || leak.Earlier == nested.Syntax);
}
