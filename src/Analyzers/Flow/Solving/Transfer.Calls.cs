using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Solving;

internal sealed partial class Transfer
{
    private void ApplyCall(CallInstr call, in PathState state, List<PathState> output)
    {
        if (call.Bindings.Count == 0)
        {
            RaiseOpaque(call.Syntax, state);
            output.Add(state);
            return;
        }

        if (call.IsOptional)
        {
            output.Add(state);
        }

        if (call.Choices.Count > 0)
        {
            ApplyChoice(call, state, output);
            return;
        }

        foreach (CallBinding binding in call.Bindings)
        {
            ApplyBinding(call, binding, state, output);
        }
    }

    private void ApplyBinding(CallInstr call, CallBinding binding, in PathState state, List<PathState> output)
    {
        if (binding.Summary.IsUnknown)
        {
            output.Add(Forget(state));
            return;
        }

        if (binding.Summary.MayThrow)
        {
            RaiseOpaque(call.Syntax, state);
        }

        CellRow cells = state.Cells;
        binding.Take(state.Facts, l => slice.CellOf(l) is >= 0 and int at && cells[at].IsHeld);
        ImmutableArray<Consequence> broken = DisposesForOthers(call, binding)
            ? ImmutableArray.Create(new Consequence(s_always) { Lost = PlaceFlags.CriticalLost | PlaceFlags.GuardedLost })
            : Discharge(call, binding, state);
        foreach (BoundExit exit in binding.Exits)
        {
            PathState after = state;
            if (!Assume(exit.Before, ref after.Facts) || !LearnNotNull(binding, exit.Exit, ref after.Facts))
            {
                continue;
            }

            // What was broken on another way through the callee says nothing about this one.
            Consequence here = ConsequencesOn(after.Facts, broken);
            after.Facts = after.Facts.Without(binding.Forgotten);
            after.Place = after.Place.With(here.Lost);
            ApplyHoldings(call, binding, exit, ref after);
            ApplyPlace(call, binding, exit.Exit, ref after);
            if (here.ReleasesNothing && exit.Exit.Critical + exit.Exit.Guarded == 0)
            {
                // What the callee released and took again was never held: the region it left and entered is off by one.
                after.Place = after.Place.With(PlaceFlags.CriticalLost | PlaceFlags.GuardedLost);
            }

            after.Place = after.Place.With(AnyHeld(after) ? here.Quiet : here.Quiet & PlaceFlags.IrqlReported);
            foreach (int @lock in here.WaitedFor)
            {
                LoseLock(slice.CellOf(@lock), ref after);
            }

            Establish(exit.After, ref after.Facts);
            if (exit.Exit.Throws)
            {
                _exploration.Unwind(_block.Unwind, after, exit.Exit.Thrown, new Origin(_block, _trailHere, 0, EdgeKind.Throw) { Raised = call.Syntax });
            }
            else
            {
                output.Add(after);
            }
        }
    }

    /// <summary>A guard is disposed of that came from elsewhere: what it holds was taken there.</summary>
    private bool DisposesForOthers(CallInstr call, CallBinding binding)
        => view == EntryView.Root && call.Targets.FirstOrDefault()?.Name is "Dispose" or "DisposeAsync"
            && binding.Receiver is { } receiver
            && (receiver.Kind is not (PathKind.Local or PathKind.Result or PathKind.Capture or PathKind.This)
                || ir.Instrs.Any(i => i is AssignInstr { ElementOf: not null } taken && taken.Target.Equals(receiver)));

    /// <summary>Nothing is known of the callee: nothing is known afterwards.</summary>
    private PathState Forget(PathState state)
    {
        for (int i = 0; i < slice.Locks.Count; i++)
        {
            state.Cells = state.Cells.With(i, LockCell.LostCell);
        }

        state.Place = state.Place.With(PlaceFlags.CriticalLost | PlaceFlags.GuardedLost | PlaceFlags.IrqlLost);
        state.Facts = FactSet.Empty;
        return state;
    }

    private Place Compose(in Place caller, in Place callee)
    {
        Place composed = caller.Follow(callee.Lowest, callee.Critical, callee.Guarded, view == EntryView.Root) with { Flags = caller.Flags | callee.Flags };
        return callee.Frames == 0 ? composed : composed with { Frames = callee.Frames, IrqlLow = callee.IrqlLow, IrqlHigh = callee.IrqlHigh };
    }

    private void ApplyHoldings(CallInstr call, CallBinding binding, BoundExit exit, ref PathState state)
    {
        for (int i = 0; i < exit.Exit.Holdings.Length && i < binding.Locks.Length; i++)
        {
            int @lock = binding.Locks[i];
            int cell = slice.CellOf(@lock);
            LockCell change = exit.Exit.Holdings[i].Cell;
            if (@lock < 0 && change.Needed > 0)
            {
                LoseHolds(ref state);
            }

            if (cell < 0 && @lock >= 0)
            {
                state.Place = ForOthers(exit, i, state.Place);
            }

            if (cell >= 0 && change.Bits == 0 && !exit.Exit.Throws && !state.Cells[cell].IsHeld && binding.Tries(@lock))
            {
                state.Sites = state.Sites.With(FirstLockSite + @lock, call.Number);
            }

            if (cell < 0 || (change.Bits == 0))
            {
                continue;
            }

            LockCell composed = call.MakesUnknownGuard && change.IsHeld ? LockCell.LostCell : Compose(state.Cells[cell], change, view, exit.Pairings[i]);
            if (composed.Lost && !state.Cells[cell].Lost)
            {
                state.Place = state.Place.With(PlaceFlags.CriticalLost | PlaceFlags.GuardedLost);
            }

            state.Cells = state.Cells.With(cell, composed);
            if (change.IsHeld && state.Cells[cell].Holds > change.Holds)
            {
                state.Sites = state.Sites.Push(FirstLockSite + @lock, call.Number);
            }
            else if (change.Needed > 0 && state.Cells[cell].IsHeld && !change.IsHeld)
            {
                state.Sites = state.Sites.Pop(FirstLockSite + @lock);
            }
            else if (change.IsHeld || change.Needed > 0 || change.Transferred || (change.Life == LockLife.Deleted && !state.Cells[cell].IsHeld))
            {
                state.Sites = state.Sites.With(FirstLockSite + @lock, call.Number);
            }

            if (change.Needed > 0 && !AnyHeld(state))
            {
                state.Place = state.Place.Without(PlaceFlags.ApcsReported);
            }
        }
    }

    /// <summary>The callee changes a lock that another run follows: the regions that came with it are that run's.</summary>
    private Place ForOthers(BoundExit exit, int holding, in Place place)
    {
        LockCell change = exit.Exit.Holdings[holding].Cell;
        if (change.IsHeld)
        {
            RoutineContract? acquirer = AcquirerOf(change.WithPairing(exit.Pairings[holding]));
            return place.EnterForOthers((acquirer?.CriticalDelta ?? 0) * change.Holds, (acquirer?.GuardedDelta ?? 0) * change.Holds);
        }

        return change.Needed > 0 ? place.EnterForOthers(Math.Min(0, (int)exit.Exit.Critical), Math.Min(0, (int)exit.Exit.Guarded)) : place;
    }

    /// <summary>The callee releases something this method has no name for: it may be any of the holds.</summary>
    private void LoseHolds(ref PathState state)
    {
        for (int i = 0; i < slice.Locks.Count; i++)
        {
            if (state.Cells[i].IsHeld)
            {
                state.Cells = state.Cells.With(i, LockCell.LostCell);
            }
        }

        state.Place = state.Place.With(PlaceFlags.CriticalLost | PlaceFlags.GuardedLost);
    }

    /// <summary>A callee's change applied to the caller's cell.</summary>
    private static LockCell Compose(LockCell caller, LockCell change, EntryView view, int pairing)
    {
        if (caller.Lost || change.Lost)
        {
            return LockCell.LostCell;
        }

        if (change.Needed == LockCell.Many)
        {
            return LockCell.LostCell;
        }

        LockCell cell = caller;
        for (int i = 0; i < change.Needed; i++)
        {
            if (cell.Exclusive == LockCell.Many || cell.Shared == LockCell.Many)
            {
                return LockCell.LostCell;
            }

            cell = cell.Exclusive > 0 ? cell.WithExclusive(cell.Exclusive - 1)
                : cell.Shared > 0 ? cell.WithShared(cell.Shared - 1)
                : cell.Upgradeable ? cell.WithUpgradeable(false)
                : cell.HeldByCaller ? cell.WithHeldByCaller(false)
                : view == EntryView.Helper ? cell.WithNeeded(cell.Needed + 1)
                : cell;
        }

        if (change.IsHeld)
        {
            cell = cell.WithExclusive(cell.Exclusive + change.Exclusive)
                .WithShared(cell.Shared + change.Shared)
                .WithUpgradeable(cell.Upgradeable || change.Upgradeable)
                .WithPairing(cell.IsHeld && cell.Pairing != pairing ? 0 : pairing);
        }

        if (change.Transferred)
        {
            cell = cell.WithTransferred(true);
        }

        return change.Life == LockLife.Unknown ? cell : cell.WithLife(change.Life);
    }

    private void ApplyPlace(CallInstr call, CallBinding binding, SummaryExit exit, ref PathState state)
    {
        Place before = state.Place;
        state.Place = before.Follow(exit.Lowest, exit.Critical, exit.Guarded, view == EntryView.Root)
            .With(exit.Flags & ~(PlaceFlags.ApcsReported | PlaceFlags.ApcsReportedBefore | PlaceFlags.SystemThread | PlaceFlags.IrqlReported));
        // Regions that came with locks go with them; what is left was entered for itself.
        if (exit.Critical > exit.Holdings.Sum(h => (h.AcquiredBy?.CriticalDelta ?? 0) * h.Cell.Holds))
        {
            state.Sites = state.Sites.With(CriticalSite, call.Number);
        }

        if (exit.Guarded > exit.Holdings.Sum(h => (h.AcquiredBy?.GuardedDelta ?? 0) * h.Cell.Holds))
        {
            state.Sites = state.Sites.With(GuardedSite, call.Number);
        }

        if (exit.Frames != 0)
        {
            state.Place = before.Frames == 0
                ? state.Place with { Frames = Place.Rename(exit.Frames, level => InCaller(level, binding)), IrqlLow = exit.IrqlLow, IrqlHigh = exit.IrqlHigh }
                : (state.Place with { Frames = 0 }).With(PlaceFlags.IrqlLost);
            state.Sites = state.Sites.With(LevelSite, call.Number);
        }

        if (before.NormalApcsOff && !state.Place.NormalApcsOff)
        {
            CheckNothingNeedsApcsOff(call, null, ref state);
        }
    }

    /// <summary>The lock that keeps a level goes by its number here.</summary>
    private static byte InCaller(byte level, CallBinding binding)
        => level < FirstLockLevel || level - FirstLockLevel >= binding.Locks.Length ? level
            : binding.Locks[level - FirstLockLevel] is >= 0 and int @lock ? (byte)Math.Min(FirstLockLevel + @lock, byte.MaxValue - 1)
            : byte.MaxValue;
}
