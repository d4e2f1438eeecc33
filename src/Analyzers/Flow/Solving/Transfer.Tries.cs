using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>Acquires that did not take the lock: tries that failed, and waits that never end.</summary>
internal sealed partial class Transfer
{
    /// <summary>The last thing that happened to the lock on this path is a try that failed.</summary>
    private bool IsFailedTry(in PathState state, int @lock, LockMode released = LockMode.Any)
        => !(slice.CellOf(@lock) is >= 0 and int cell && state.Cells[cell].IsHeld)
            && state.Sites[FirstLockSite + @lock] is { Count: > 0 } sites && sites.All(n => ir.Instrs[n] switch
        {
            RoutineInstr { Contract.Locks: { IsEmpty: false } locks } => locks[0].Effect == LockEffect.Acquire && (released == LockMode.Any || locks[0].Mode == released),
            CallInstr call => released == LockMode.Any && call.Bindings.Any(b => b.Tries(@lock)),
            _ => false,
        });

    /// <summary>The path holds the lock already, and so a try does not get it.</summary>
    private bool FailsForHolder(RoutineInstr routine, in PathState state)
        => routine.Locks.Length > 0 && slice.CellOf(LockAt(routine, 0, state)) is >= 0 and int cell
            && LockLaws.FailsForHolder(routine.Contract.Locks[0], state.Cells[cell]);

    /// <summary>
    /// What a release of something that is not held breaks. An element's lock may have been taken by another loop, and of holds that a loop
    /// piles up nobody knows how many are left; only what this path itself gave back, or failed to get, it certainly does not hold.
    /// </summary>
    private Outcome NotHeld(Outcome broken, int @lock, in PathState state)
    {
        bool isOpen = _accumulated.Contains(@lock) || (ir.Bulks.ContainsKey(@lock) && state.Sites[FirstLockSite + @lock].Count == 0);
        return isOpen ? broken & ~Outcome.NotHeld
            : IsFailedTry(state, @lock) ? (broken & ~Outcome.NotHeld) | Outcome.ReleasedAfterFailure
            : broken;
    }

    /// <summary>A loop took the lock of every element: each of them is held, though this path has not taken it by its own name.</summary>
    private bool IsHeldInBulk(LockOperation asked, int @lock, in PathState state)
    {
        if (asked.Effect is not (LockEffect.Access or LockEffect.RequireHeld)
            || !(ir.Bulks.TryGetValue(@lock, out int bulk) || ir.FixedElements.TryGetValue(@lock, out bulk)))
        {
            return false;
        }

        return ir.TakenInBulk.Contains(bulk) || (slice.CellOf(bulk) is >= 0 and int cell && (state.Cells[cell].IsHeld || state.Cells[cell].Lost));
    }

    /// <summary>A helper tried the lock and nobody looked at its answer: that call is the mistake, not the release.</summary>
    private FlowEvent AtIgnoredTry(FlowEvent released, int @lock, in PathState state)
        => state.Sites[FirstLockSite + @lock] is { Count: 1 } sites && ir.Instrs[sites[0]] is CallInstr { ResultIgnored: true } call
            ? released with { Broken = Outcome.Unchecked, Syntax = call.Syntax, Earlier = released.Syntax, Via = call.HoldSites(@lock) }
            : released;

    /// <summary>Laws after whose breach the thread waits for itself: nothing that follows on the path is a mistake of its own.</summary>
    private const Outcome NeverReturn = Outcome.NotRecursive | Outcome.UpgradeDeadlock;

    private static void LoseLock(int cell, ref PathState state)
    {
        state.Cells = state.Cells.With(cell, LockCell.LostCell);
        state.Place = state.Place.With(PlaceFlags.CriticalLost | PlaceFlags.GuardedLost | PlaceFlags.IrqlLost);
    }
}
