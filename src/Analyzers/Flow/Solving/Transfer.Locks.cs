using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Solving;

internal sealed partial class Transfer
{
    private bool LearnNotNull(LockOperand operand, ref PathState state)
    {
        FactSet facts = state.Facts;
        foreach (Condition isNull in operand.NotNull)
        {
            if (!isNull.Refine(false, ir.Facts, ref facts))
            {
                return false;
            }
        }

        state.Facts = facts;
        return true;
    }

    private int LockAt(RoutineInstr routine, int index, in PathState state)
    {
        if (routine.Locks[index] is not { } operand)
        {
            return -1;
        }

        if (operand.Candidates.Count == 0)
        {
            return operand.Lock;
        }

        foreach ((Condition isThis, _, int @lock) in operand.Candidates)
        {
            if (isThis.Evaluate(state.Facts) == true)
            {
                return @lock;
            }
        }

        // One of several, and this path does not say which; what is held under the variable's own name is certain all the same.
        int own = slice.CellOf(operand.Lock);
        FactSet facts = state.Facts;
        bool isNone = operand.Candidates.All(c => c.Is.Evaluate(facts) == false);
        bool isOwn = isNone || routine.Contract.Locks[index].Effect == LockEffect.Acquire || (own >= 0 && state.Cells[own].IsHeld);
        return isOwn ? operand.Lock : -1;
    }

    /// <summary>Applies one lock operation; true when a broken law was repaired in a way that region effects must not follow.</summary>
    private bool ApplyLock(RoutineInstr routine, int index, bool ignored, ref PathState state)
    {
        LockOperation operation = routine.Contract.Locks[index];
        int @lock = LockAt(routine, index, state);
        int cell = slice.CellOf(@lock);
        if (@lock < 0 && operation.Effect == LockEffect.Release && routine.Locks[index] is { } open)
        {
            LoseAlternatives(open, ref state);
            return true;
        }

        if (cell < 0 || IsHeldInBulk(operation, @lock, state))
        {
            return false;
        }

        LockCell before = state.Cells[cell];
        if (routine.Locks[index]!.IsLost)
        {
            state.Cells = state.Cells.With(cell, LockCell.LostCell);
            bool hasRegion = (routine.Contract.CriticalDelta | routine.Contract.GuardedDelta) != 0;
            state.Place = hasRegion ? state.Place.With(PlaceFlags.CriticalLost | PlaceFlags.GuardedLost) : state.Place;
            return false;
        }

        if (before.Lost && operation.Effect is LockEffect.Release && (routine.Contract.CriticalDelta | routine.Contract.GuardedDelta) != 0)
        {
            // Whether it was held is not known, nor by whom it was taken, and so neither is the region that goes with it.
            state.Place = state.Place.With(LostBy(null, routine.Contract));
            return true;
        }

        if (operation.EndsGuard && !before.IsHeld && !before.Lost && (view == EntryView.Root || !before.IsUntouched))
        {
            return true; // The guard keeps nothing: it was disposed of before, or the try behind it failed.
        }

        RoutineContract? acquiredBy = AcquirerOf(before);
        Step step = operation.Effect == LockEffect.ReleaseForOwner
            ? OwnerLaws.Release(OwnerAt(routine, state), operation, before, view, acquiredBy, routine.Contract.AliasOf ?? routine.Contract.Name)
            : LockLaws.Apply(operation, before, view, acquiredBy, routine.Contract.AliasOf ?? routine.Contract.Name);
        Outcome broken = step.Broken;
        LockCell after = step.Cell;
        if ((broken & Outcome.NotHeld) != 0)
        {
            broken = NotHeld(broken, @lock, state);
        }

        if (step.DependsOnCaller && operation.Effect == LockEffect.Release && before.IsUntouched && IsFailedTry(state, @lock, operation.Mode))
        {
            // Whoever tries a lock and releases it although he did not get it does not speak of his caller's.
            broken |= Outcome.ReleasedAfterFailure;
            step = new Step(before);
            after = before;
        }

        if (operation.Effect is LockEffect.Release && ir.Bulks.TryGetValue(@lock, out int bulk) && slice.CellOf(bulk) >= 0 && !before.IsHeld)
        {
            state.Cells = state.Cells.With(slice.CellOf(bulk), LockCell.FromBits(0));
        }

        if (operation.Family.IsSignal)
        {
            broken &= ~Outcome.NotHeld;
        }

        if (operation.Effect is LockEffect.Convert or LockEffect.TransferOwner && !operation.ReleasedBy.IsDefaultOrEmpty && after.IsHeld)
        {
            after = after.WithPairing(PairingOf(routine.Contract));
        }

        if (operation.Effect == LockEffect.Acquire)
        {
            // Holds of different partners on one lock: which release belongs to which cannot be told.
            int pairing = PairingOf(routine.Contract);
            after = after.WithPairing(before.IsHeld && before.Pairing != pairing ? 0 : pairing);
            broken |= ignored ? Outcome.Unchecked : Outcome.None;
        }

        if (operation.Effect == LockEffect.Convert && ignored)
        {
            broken |= Outcome.Unchecked;
        }

        if ((broken & Outcome.UpgradeDeadlock) != 0 && operation.Wait is WaitBehavior.ByArgument && routine.WaitCondition.Evaluate(state.Facts) == false)
        {
            broken &= ~Outcome.UpgradeDeadlock;
        }

        if (operation.Effect == LockEffect.Acquire && IsReporting)
        {
            NoteWait(routine, index, @lock, before, state);
        }

        broken |= OwnerLaws.CheckPointer(OwnerAt(routine, state), operation);
        if (broken != Outcome.None)
        {
            FlowEvent described = Describe(routine, operation, @lock, before, broken, state);
            Report(state, routine, (broken & Outcome.ReleasedAfterFailure) != 0 ? AtIgnoredTry(described, @lock, state) : described);
        }

        if (step.DependsOnCaller)
        {
            bool mayFail = operation.Wait == WaitBehavior.ByArgument && routine.WaitCondition.Evaluate(state.Facts) == false;
            Oblige(routine.Contract, index, @lock, before, state.Place, ImmutableArray.Create(routine.Syntax), state, mayFail);
        }

        state.Cells = state.Cells.With(cell, after);
        if (operation.Effect == LockEffect.Acquire && before.IsHeld && state.Sites[FirstLockSite + @lock].Contains(routine.Number))
        {
            // A loop takes hold after hold: how many is data, and so is the depth of the region.
            state.Cells = state.Cells.With(cell, Accumulated(after));
            state.Place = state.Place.With(PlaceFlags.CriticalLost | PlaceFlags.GuardedLost);
            _accumulated.Add(@lock);
        }

        MoveSite(routine, operation, FirstLockSite + @lock, before, after, ref state);

        if (operation.Effect is LockEffect.Release or LockEffect.ReleaseForOwner && !AnyHeld(state))
        {
            state.Place = state.Place.Without(PlaceFlags.ApcsReported);
        }

        if (after.Lost && !before.Lost)
        {
            state.Place = state.Place.With(PlaceFlags.CriticalLost | PlaceFlags.GuardedLost);
        }

        if ((broken & Outcome.Unchecked) != 0)
        {
            // Held or not: whatever follows depends on the answer that nobody looked at.
            state.Cells = state.Cells.With(cell, LockCell.LostCell);
        }

        if ((broken & NeverReturn) != 0)
        {
            LoseLock(cell, ref state);
        }

        if ((broken & Outcome.DeletedWhileHeld) != 0)
        {
            state.Place = state.Place.With(PlaceFlags.CriticalLost | PlaceFlags.GuardedLost);
        }

        if ((broken & Outcome.WrongPartner) != 0)
        {
            // The routine that was meant would have changed the region otherwise: what the depth is now is anybody's guess.
            state.Place = state.Place.With(LostBy(acquiredBy, routine.Contract));
        }

        return (step.Broken & Outcome.NotHeld) != 0 || (operation.Effect == LockEffect.Release && !before.IsHeld && ir.Bulks.ContainsKey(@lock));
    }

    /// <summary>One of several locks was given back, and this path does not say which.</summary>
    private void LoseAlternatives(LockOperand operand, ref PathState state)
    {
        FactSet facts = state.Facts;
        foreach (int cell in operand.Candidates.Where(c => c.Is.Evaluate(facts) != false).Select(c => c.Lock).Append(operand.Lock).Select(slice.CellOf).Where(c => c >= 0))
        {
            state.Cells = state.Cells.With(cell, LockCell.LostCell);
        }

        state.Place = state.Place.With(PlaceFlags.CriticalLost | PlaceFlags.GuardedLost);
    }

    private static PlaceFlags LostBy(RoutineContract? acquiredBy, RoutineContract release)
        => (release.CriticalDelta == -(acquiredBy?.CriticalDelta ?? 0) ? PlaceFlags.None : PlaceFlags.CriticalLost)
            | (release.GuardedDelta == -(acquiredBy?.GuardedDelta ?? 0) ? PlaceFlags.None : PlaceFlags.GuardedLost)
            | (release.Irql == IrqlEffect.None == (acquiredBy?.Irql is null or IrqlEffect.None) ? PlaceFlags.None : PlaceFlags.IrqlLost);

    private readonly HashSet<int> _accumulated = new();

    private static LockCell Accumulated(LockCell cell)
        => cell.Exclusive > 0 ? cell.WithExclusive(LockCell.Many) : cell.WithShared(LockCell.Many);

    private void MoveSite(RoutineInstr routine, LockOperation operation, int row, LockCell before, LockCell after, ref PathState state)
    {
        switch (operation.Effect)
        {
            case LockEffect.Acquire when before.IsHeld:
                state.Sites = state.Sites.Push(row, routine.Number);
                break;
            case LockEffect.Release or LockEffect.ReleaseForOwner when after.IsHeld:
                state.Sites = NewestOf(operation.Mode, state.Sites[row]) is { } newest ? state.Sites.Remove(row, newest) : state.Sites.Pop(row);
                break;
            case LockEffect.Acquire or LockEffect.Release or LockEffect.ReleaseForOwner or LockEffect.TransferOwner:
            case LockEffect.Delete when !before.IsHeld:
                state.Sites = state.Sites.With(row, routine.Number);
                break;
        }
    }

    /// <summary>Of holds in several modes a release ends the newest of its own.</summary>
    private int? NewestOf(LockMode mode, IReadOnlyList<int> sites)
    {
        for (int i = sites.Count - 1; i >= 0 && mode != LockMode.Any && sites.Count > 1; i--)
        {
            if (ir.Instrs[sites[i]] is RoutineInstr { Contract.Locks: { IsEmpty: false } locks } && locks[0].Effect == LockEffect.Acquire && locks[0].Mode == mode)
            {
                return sites[i];
            }
        }

        return null;
    }

    private static Value OwnerAt(RoutineInstr routine, in PathState state)
    {
        foreach ((Condition isThis, AccessPath owner) in routine.Owners)
        {
            if (isThis.Evaluate(state.Facts) == true)
            {
                return new ReadValue(owner);
            }
        }

        return routine.Owner;
    }

    private int PairingOf(RoutineContract contract)
    {
        int pairing = ir.Pairings.IndexOf(contract);
        return pairing > 0 ? pairing : ir.Pairings.Count > LockCell.MaxPairing ? LockCell.MaxPairing : 0;
    }

    private AccessPath AsWritten(RoutineInstr routine, int @lock)
        => routine.Locks.FirstOrDefault(l => l is not null && (l.Lock == @lock || l.Candidates.Any(c => c.Lock == @lock)))?.AsWritten ?? ir.Locks[@lock];

    private FlowEvent Describe(RoutineInstr routine, LockOperation operation, int @lock, LockCell cell, Outcome broken, in PathState state) => new()
    {
        Broken = broken,
        Syntax = routine.Syntax,
        Contract = routine.Contract,
        Operation = operation,
        Lock = @lock < 0 ? null : AsWritten(routine, @lock),
        Family = operation.Family,
        Cell = cell,
        AcquiredBy = AcquirerOf(cell),
        Earlier = @lock < 0 ? null : SiteOf(state, FirstLockSite + @lock),
    };
}
