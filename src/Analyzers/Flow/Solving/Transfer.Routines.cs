using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Solving;

internal sealed partial class Transfer
{
    /// <summary>Numbers from here on name locks that keep the saved level themselves, not variables.</summary>
    private const int FirstLockLevel = 128;

    private void ApplyRoutine(RoutineInstr routine, in PathState state, List<PathState> output)
    {
        RoutineContract contract = routine.Contract;
        if (contract.NeverReturns)
        {
            CheckPlace(routine, state);
            _exploration.Unwind(_block.Unwind, state, null, new Origin(_block, _trailHere, 0, EdgeKind.Throw) { Raised = routine.Syntax });
            return;
        }

        if (contract.ApcTest != ApcTest.None)
        {
            AskForApcs(routine, state, output);
            return;
        }

        PathState called = state;
        called.Place = called.Place.With(CheckPlace(routine, state));

        if (!CanFail(routine, state, out bool ignored))
        {
            Succeed(routine, called, ignored, output);
            return;
        }

        PathState success = called;
        if (RefineOutcome(routine, true, ref success))
        {
            Succeed(routine, success, ignored, output);
        }

        PathState failure = called;
        FactSet facts = failure.Facts;
        if (routine.WaitCondition.Refine(false, ir.Facts, ref facts))
        {
            failure.Facts = facts;
            if (RefineOutcome(routine, false, ref failure))
            {
                Fail(routine, failure, output);
            }
        }
    }

    /// <summary>Whether the call can return without its effect; an ignored result is taken for success after it was reported.</summary>
    private bool CanFail(RoutineInstr routine, in PathState state, out bool ignored)
    {
        ignored = false;
        RoutineContract contract = routine.Contract;
        EffectCondition condition = contract.Locks.IsEmpty ? contract.RegionCondition : contract.Locks[0].Condition;
        if (!contract.Locks.IsEmpty && contract.Locks[0].Effect == LockEffect.Query)
        {
            return false;
        }

        if (condition == EffectCondition.Always)
        {
            return false;
        }

        if (!contract.Locks.IsEmpty && contract.Locks[0] is { } operation)
        {
            bool? waits = operation.Wait switch
            {
                WaitBehavior.Always => true,
                WaitBehavior.ByArgument or WaitBehavior.ByNullArgument => routine.WaitCondition.Evaluate(state.Facts),
                _ => false,
            };
            if (waits == true)
            {
                return false;
            }

            if (routine.ResultIgnored && condition != EffectCondition.ArgumentTrue)
            {
                ignored = waits == false || view == EntryView.Root;
                return false;
            }
        }

        return !routine.ResultIgnored || condition == EffectCondition.ArgumentTrue;
    }

    private bool RefineOutcome(RoutineInstr routine, bool happened, ref PathState state)
    {
        FactSet facts = state.Facts;
        foreach (Condition outcome in routine.Outcome)
        {
            facts = facts.Without(outcome.Slots);
            if (!outcome.Refine(happened, ir.Facts, ref facts))
            {
                return false;
            }
        }

        state.Facts = facts;
        return true;
    }

    private void Fail(RoutineInstr routine, PathState state, List<PathState> output)
    {
        for (int i = 0; i < routine.Locks.Length; i++)
        {
            int @lock = LockAt(routine, i, state);
            if (slice.CellOf(@lock) >= 0 && routine.Contract.Locks[i].Effect == LockEffect.Acquire && !state.Cells[slice.CellOf(@lock)].IsHeld)
            {
                state.Sites = state.Sites.With(FirstLockSite + @lock, routine.Number);
            }
        }

        output.Add(state);
    }

    private void Succeed(RoutineInstr routine, PathState state, bool ignored, List<PathState> output)
    {
        RoutineContract contract = routine.Contract;
        if (routine.Outcome.Count > 0 && !CanFail(routine, state, out _))
        {
            RefineOutcome(routine, true, ref state);
        }

        foreach (LockOperand? operand in routine.Locks)
        {
            if (operand is not null && !LearnNotNull(operand, ref state))
            {
                return;
            }
        }

        Place before = state.Place;
        EnterRegions(routine, ref state);
        bool repaired = false;
        for (int i = 0; i < contract.Locks.Length; i++)
        {
            LockOperation operation = contract.Locks[i];
            if (operation.Effect == LockEffect.Query)
            {
                Query(routine, operation, LockAt(routine, i, state), state, output);
                return;
            }

            repaired |= ApplyLock(routine, i, ignored, ref state);
        }

        LeaveRegions(routine, repaired, before, ref state);
        ApplyLevel(routine, ref state);
        if (before.NormalApcsOff && !state.Place.NormalApcsOff && !repaired)
        {
            CheckNothingNeedsApcsOff(routine, routine.Contract, ref state);
        }

        output.Add(state);
    }

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
        if (cell < 0)
        {
            return false;
        }

        LockCell before = state.Cells[cell];
        RoutineContract? acquiredBy = AcquirerOf(before);
        Step step = operation.Effect == LockEffect.ReleaseForOwner
            ? OwnerLaws.Release(OwnerAt(routine, state), operation, before, view, acquiredBy, routine.Contract.AliasOf ?? routine.Contract.Name)
            : LockLaws.Apply(operation, before, view, acquiredBy, routine.Contract.AliasOf ?? routine.Contract.Name);
        Outcome broken = step.Broken;
        LockCell after = step.Cell;
        if ((broken & Outcome.NotHeld) != 0)
        {
            if (ir.Bulks.ContainsKey(@lock) || _accumulated.Contains(@lock))
            {
                broken &= ~Outcome.NotHeld;
            }
            else if (IsFailedTry(state, @lock))
            {
                broken = (broken & ~Outcome.NotHeld) | Outcome.ReleasedAfterFailure;
            }
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

        if ((broken & Outcome.UpgradeDeadlock) != 0 && operation.Wait is WaitBehavior.ByArgument && routine.WaitCondition.Evaluate(state.Facts) != true)
        {
            broken &= ~Outcome.UpgradeDeadlock;
        }

        broken |= OwnerLaws.CheckPointer(OwnerAt(routine, state), operation);
        if (broken != Outcome.None)
        {
            Report(state, routine, Describe(routine, operation, @lock, before, broken, state));
        }

        if (step.DependsOnCaller)
        {
            Oblige(routine.Contract, index, @lock, before, state.Place, ImmutableArray.Create(routine.Syntax), state);
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

        if ((broken & Outcome.Unchecked) != 0)
        {
            // Held or not: whatever follows depends on the answer that nobody looked at.
            state.Cells = state.Cells.With(cell, LockCell.LostCell);
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

    private static PlaceFlags LostBy(RoutineContract? acquiredBy, RoutineContract release)
        => (release.CriticalDelta == -(acquiredBy?.CriticalDelta ?? 0) ? PlaceFlags.None : PlaceFlags.CriticalLost)
            | (release.GuardedDelta == -(acquiredBy?.GuardedDelta ?? 0) ? PlaceFlags.None : PlaceFlags.GuardedLost)
            | (release.Irql == IrqlEffect.None == (acquiredBy?.Irql is null or IrqlEffect.None) ? PlaceFlags.None : PlaceFlags.IrqlLost);

    private readonly HashSet<int> _accumulated = new();

    private static LockCell Accumulated(LockCell cell)
        => cell.Exclusive > 0 ? cell.WithExclusive(LockCell.Many) : cell.WithShared(LockCell.Many);

    private static void MoveSite(RoutineInstr routine, LockOperation operation, int row, LockCell before, LockCell after, ref PathState state)
    {
        switch (operation.Effect)
        {
            case LockEffect.Acquire when before.IsHeld:
                state.Sites = state.Sites.Push(row, routine.Number);
                break;
            case LockEffect.Release or LockEffect.ReleaseForOwner when after.IsHeld:
                state.Sites = state.Sites.Pop(row);
                break;
            case LockEffect.Acquire or LockEffect.Release or LockEffect.ReleaseForOwner or LockEffect.TransferOwner:
            case LockEffect.Delete when !before.IsHeld:
                state.Sites = state.Sites.With(row, routine.Number);
                break;
        }
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

    private bool AnyHeld(in PathState state)
    {
        for (int i = 0; i < slice.Locks.Count; i++)
        {
            if (state.Cells[i].IsHeld)
            {
                return true;
            }
        }

        return false;
    }

    private int PairingOf(RoutineContract contract)
    {
        int pairing = ir.Pairings.IndexOf(contract);
        return pairing > 0 ? pairing : ir.Pairings.Count > LockCell.MaxPairing ? LockCell.MaxPairing : 0;
    }

    /// <summary>The last thing that happened to the lock on this path is a try that failed.</summary>
    private bool IsFailedTry(in PathState state, int @lock)
        => state.Sites[FirstLockSite + @lock] is { Count: > 0 } sites
            && sites.All(n => ir.Instrs[n] is RoutineInstr { Contract.Locks: { IsEmpty: false } locks } && locks[0].Effect == LockEffect.Acquire);

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

    private void Query(RoutineInstr routine, LockOperation operation, int @lock, in PathState state, List<PathState> output)
    {
        int cell = slice.CellOf(@lock);
        LockCell known = cell < 0 ? LockCell.LostCell : state.Cells[cell];
        bool? answer = known.Lost || known.Needed > 0 ? null
            : operation.Mode == LockMode.Exclusive ? known.Exclusive > 0 ? true : known.Shared > 0 ? false : null
            : known.IsHeld ? true : null;
        foreach (bool outcome in new[] { true, false })
        {
            PathState one = state;
            if (answer == !outcome || !RefineOutcome(routine, outcome, ref one))
            {
                continue;
            }

            if (outcome && answer is null && cell >= 0 && !known.Lost && !routine.ResultIgnored)
            {
                // Somebody who asks whether the lock is held expects callers that hold it.
                one.Cells = one.Cells.With(cell, LockCell.LostCell);
                one.Place = one.Place.With(PlaceFlags.CriticalLost);
            }

            if (!outcome && answer is null && cell >= 0 && view == EntryView.Helper && !known.Lost && !routine.ResultIgnored)
            {
                one.Cells = one.Cells.With(cell, LockCell.LostCell);
            }

            output.Add(one);
            if (routine.Outcome.Count == 0 || routine.ResultIgnored)
            {
                return;
            }
        }
    }

    /// <summary>A question about APC delivery: a true answer may be owed to the caller, and then the depth is not known.</summary>
    private void AskForApcs(RoutineInstr routine, in PathState state, List<PathState> output)
    {
        CheckPlace(routine, state);
        if (routine.Contract.ApcTest == ApcTest.SystemThread)
        {
            AskForSystemThread(routine, state, output);
            return;
        }

        bool off = routine.Contract.ApcTest == ApcTest.InRegion
            ? state.Place.Critical > 0 || state.Place.Guarded > 0
            : state.Place.Guarded > 0 || state.Place.IrqlLow >= Place.Apc;
        PathState yes = state;
        if (RefineOutcome(routine, true, ref yes))
        {
            yes.Place = off || routine.ResultIgnored ? yes.Place : yes.Place.With(PlaceFlags.CriticalLost | PlaceFlags.GuardedLost);
            output.Add(yes);
        }

        PathState no = state;
        if (!off && !routine.ResultIgnored && RefineOutcome(routine, false, ref no))
        {
            output.Add(no);
        }
    }

    /// <summary>The answer about the current thread is remembered; another thread's says nothing about this path.</summary>
    private void AskForSystemThread(RoutineInstr routine, in PathState state, List<PathState> output)
    {
        bool isOwn = routine.Owner.Path is { Kind: PathKind.Token, Key: OperationLowering.CurrentThread };
        foreach (bool answer in new[] { true, false })
        {
            PathState one = state;
            if ((answer || !isOwn || !state.Place.Has(PlaceFlags.SystemThread)) && RefineOutcome(routine, answer, ref one))
            {
                one.Place = answer && isOwn && !routine.ResultIgnored ? one.Place.With(PlaceFlags.SystemThread) : one.Place;
                output.Add(one);
            }

            if (routine.ResultIgnored)
            {
                return;
            }
        }
    }

    private void EnterRegions(RoutineInstr routine, ref PathState state)
    {
        RoutineContract contract = routine.Contract;
        if (contract.CriticalDelta > 0 || contract.GuardedDelta > 0)
        {
            state.Place = state.Place.Enter(Math.Max((sbyte)0, contract.CriticalDelta), Math.Max((sbyte)0, contract.GuardedDelta));
            if (contract.Locks.IsEmpty)
            {
                state.Sites = state.Sites.With(contract.CriticalDelta > 0 ? CriticalSite : GuardedSite, routine.Number);
            }
        }
    }

    private void LeaveRegions(RoutineInstr routine, bool repaired, in Place before, ref PathState state)
    {
        RoutineContract contract = routine.Contract;
        if (repaired || (contract.CriticalDelta >= 0 && contract.GuardedDelta >= 0))
        {
            return;
        }

        if (!contract.Locks.IsEmpty)
        {
            ReportLeave(routine, before, state);
        }

        int critical = Math.Min((sbyte)0, contract.CriticalDelta);
        int guarded = Math.Min((sbyte)0, contract.GuardedDelta);
        if (view == EntryView.Root)
        {
            // A leave without its enter was reported; the depth stays at zero.
            critical = before.Critical + critical < 0 ? 0 : critical;
            guarded = before.Guarded + guarded < 0 ? 0 : guarded;
        }

        state.Place = state.Place.Enter(critical, guarded);
    }

    /// <summary>A release that leaves a region nobody entered; a release of nothing was reported instead.</summary>
    private void ReportLeave(RoutineInstr routine, in Place before, in PathState state)
    {
        Outcome broken = PlaceLaws.Check(routine.Contract, before, EntryView.Root, strict).Broken & LeaveOutcomes;
        if (view == EntryView.Root && broken != Outcome.None && slice.WatchesPlace)
        {
            Report(state, routine, new FlowEvent { Broken = broken, Syntax = routine.Syntax, Contract = routine.Contract });
        }
    }

    /// <summary>Delivery comes on: no lock may be held that needs it off.</summary>
    private void CheckNothingNeedsApcsOff(Instr instr, RoutineContract? contract, ref PathState state)
    {
        if (view == EntryView.Helper || !slice.WatchesPlace || state.Place.Has(PlaceFlags.CriticalLost | PlaceFlags.GuardedLost))
        {
            return;
        }

        for (int i = 0; i < slice.Locks.Count; i++)
        {
            LockCell held = state.Cells[i];
            if (held.IsHeld && !held.Lost && !held.Transferred && AcquirerOf(held) is { Apc: ApcRequirement.NormalApcsDisabled } acquirer
                && !state.Place.Has(PlaceFlags.ApcsReported))
            {
                Report(state, instr, new FlowEvent
                {
                    Broken = Outcome.LeftWhileHolding,
                    Syntax = instr.Syntax,
                    Contract = contract,
                    Lock = ir.Locks[slice.Locks[i]],
                    Family = acquirer.Locks[0].Family,
                    Cell = held,
                    AcquiredBy = acquirer,
                    Earlier = SiteOf(state, FirstLockSite + slice.Locks[i]),
                });
                state.Place = state.Place.With(PlaceFlags.ApcsReported);
                return;
            }
        }
    }
}
