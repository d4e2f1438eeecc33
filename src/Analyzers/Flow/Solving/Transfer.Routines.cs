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
    public const int FirstLockLevel = 128;

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

        if (contract.TellsLevel)
        {
            AskForLevel(routine, state, output);
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
        if (!FailsForHolder(routine, state) && RefineOutcome(routine, true, ref success))
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
                Fail(routine, called, failure, output);
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
                _ => !operation.WaitArgument.IsNone && routine.WaitCondition.Evaluate(state.Facts) == true,
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

    private void Fail(RoutineInstr routine, in PathState called, PathState state, List<PathState> output)
    {
        for (int i = 0; i < routine.Locks.Length; i++)
        {
            int @lock = LockAt(routine, i, state);
            int cell = slice.CellOf(@lock);
            if (cell < 0 || routine.Contract.Locks[i] is not { Effect: LockEffect.Acquire } operation)
            {
                continue;
            }

            if (!state.Cells[cell].IsHeld)
            {
                state.Sites = state.Sites.With(FirstLockSite + @lock, routine.Number);
            }
            else if (operation.Wait == WaitBehavior.ByArgument && routine.WaitCondition.Evaluate(called.Facts) is null
                && (LockLaws.Apply(operation, state.Cells[cell], view, null, "").Broken & NeverReturn) != 0)
            {
                LoseLock(cell, ref state); // That it waits for itself when it waits is said; when it does not, it fails for the same mistake.
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
            if (operand is not null && !contract.IsAccess && !LearnNotNull(operand, ref state))
            {
                return;
            }
        }

        Place before = state.Place;
        byte level = LevelVariableOf(routine, state);
        EnterRegions(routine, ref state);
        bool isOfOthers = IsOfOthers(routine, state);
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
        state.Place = isOfOthers ? state.Place.EnterForOthers(contract.CriticalDelta, contract.GuardedDelta) : state.Place;
        ApplyLevel(routine, level, ref state);
        if (ignored && contract.Irql != IrqlEffect.None)
        {
            state.Place = state.Place.With(PlaceFlags.IrqlLost); // Raised or not: that nobody asked is said.
        }

        if (before.NormalApcsOff && !state.Place.NormalApcsOff && !repaired)
        {
            CheckNothingNeedsApcsOff(routine, routine.Contract, ref state);
        }

        output.Add(state);
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

    /// <summary>The routine works on a lock that another run follows.</summary>
    private bool IsOfOthers(RoutineInstr routine, in PathState state)
        => (routine.Contract.CriticalDelta | routine.Contract.GuardedDelta) != 0 && routine.Locks.Length > 0
            && LockAt(routine, 0, state) is >= 0 and int @lock && slice.CellOf(@lock) < 0;

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
        bool isQuiet = state.Place.Has(PlaceFlags.CriticalLost | PlaceFlags.GuardedLost | PlaceFlags.ApcsReportedBefore);
        if (view == EntryView.Root && broken != Outcome.None && slice.WatchesPlace && !isQuiet)
        {
            Report(state, routine, new FlowEvent { Broken = broken, Syntax = routine.Syntax, Contract = routine.Contract });
        }
    }
}
