using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Solving;

internal sealed partial class Transfer
{
    /// <summary>
    /// Makes the checks the callee left to its callers: what was reported of region and level, what of them is not known any more because
    /// a broken release changed them otherwise than it was meant to, and whether something was released that is not held.
    /// </summary>
    private (PlaceFlags Quiet, PlaceFlags Lost, bool ReleasesNothing) Discharge(CallInstr call, CallBinding binding, PathState state, HashSet<int> waitedFor)
    {
        PlaceFlags quiet = PlaceFlags.None;
        PlaceFlags lost = PlaceFlags.None;
        bool releasesNothing = false;
        HashSet<RoutineContract>? notHeld = null;
        for (int i = 0; i < binding.Summary.Obligations.Length; i++)
        {
            Obligation obligation = binding.Summary.Obligations[i];
            FactSet facts = state.Facts;
            if (!Assume(binding.ObligationConditions[i], ref facts))
            {
                continue;
            }

            if (obligation.IsWait)
            {
                DischargeWait(call, binding, obligation, state);
            }
            else if (obligation.Operation >= 0)
            {
                (Outcome broken, RoutineContract? acquiredBy) = DischargeLock(call, binding, obligation, state);
                if ((broken & Outcome.NotHeld) != 0)
                {
                    releasesNothing = true;
                    (notHeld ??= new HashSet<RoutineContract>()).Add(obligation.Contract);
                }

                if ((broken & NeverReturn) != 0)
                {
                    waitedFor.Add(binding.Locks[obligation.Lock]);
                }

                if ((broken & (Outcome.NotHeld | Outcome.WrongPartner)) != 0)
                {
                    lost |= LostBy(acquiredBy, obligation.Contract);
                    state.Place = state.Place.With(lost);
                }
            }
            else if (obligation.IsLeave)
            {
                quiet |= DischargeLeave(call, binding, obligation, state);
            }
            else
            {
                quiet |= DischargePlace(call, obligation, notHeld?.Contains(obligation.Contract) == true, state);
            }
        }

        return (quiet, lost, releasesNothing);
    }

    private (Outcome Broken, RoutineContract? AcquiredBy) DischargeLock(CallInstr call, CallBinding binding, Obligation obligation, in PathState state)
    {
        int @lock = obligation.Lock < 0 ? -1 : binding.Locks[obligation.Lock];
        int cell = slice.CellOf(@lock);
        if (cell < 0 || (obligation.Contract.IsAccess && ir.Creates(ir.Locks[@lock].Root)))
        {
            return (Outcome.None, null);
        }

        LockOperation operation = obligation.Contract.Locks[obligation.Operation];
        if (IsHeldInBulk(operation, @lock, state))
        {
            return (Outcome.None, null);
        }

        LockCell here = Compose(state.Cells[cell], obligation.Cell, view, state.Cells[cell].Pairing);
        foreach ((int other, LockCell held) in obligation.Held)
        {
            if (binding.Locks[other] == @lock)
            {
                here = Compose(here, held, view, 0);
            }
        }

        RoutineContract? acquiredBy = AcquirerOf(here);
        string routine = obligation.Contract.AliasOf ?? obligation.Contract.Name;
        Step step = operation.Effect == LockEffect.ReleaseForOwner
            ? OwnerLaws.Release(new ReadValue(AccessPath.Token(OperationLowering.CurrentThread)), operation, here, view, acquiredBy, routine)
            : LockLaws.Apply(operation, here, view, acquiredBy, routine);
        Outcome broken = obligation.MayFail ? step.Broken & ~Outcome.UpgradeDeadlock : step.Broken;
        broken = (broken & Outcome.NotHeld) == 0 ? broken : NotHeld(broken, @lock, state);

        bool isOwnFailure = step.DependsOnCaller && operation.Effect == LockEffect.Release && here.IsUntouched && IsFailedTry(state, @lock, operation.Mode);
        if (isOwnFailure)
        {
            broken |= Outcome.ReleasedAfterFailure;
        }

        if (broken != Outcome.None)
        {
            FlowEvent described = new()
            {
                Broken = broken,
                Syntax = call.Syntax,
                Contract = obligation.Contract,
                Operation = operation,
                Lock = ir.Locks[@lock],
                Family = operation.Family,
                Cell = here,
                AcquiredBy = acquiredBy,
                Earlier = SiteOf(state, FirstLockSite + @lock),
                Via = obligation.Sites,
            };
            Report(state, call, (broken & Outcome.ReleasedAfterFailure) != 0 ? AtIgnoredTry(described, @lock, state) : described);
        }

        if (step.DependsOnCaller && !isOwnFailure)
        {
            Oblige(obligation.Contract, obligation.Operation, @lock, here, Compose(state.Place, obligation.Place), obligation.SitesVia(call.Syntax), state, obligation.MayFail);
        }

        return (broken, acquiredBy);
    }

    private PlaceFlags DischargePlace(CallInstr call, Obligation obligation, bool releasesNothing, in PathState state)
    {
        Place place = Compose(state.Place, obligation.Place);
        (Outcome broken, bool open) = PlaceLaws.Check(obligation.Contract, place, view, strict);
        if (releasesNothing)
        {
            broken &= ~LeaveOutcomes;
        }

        if (place.Has(PlaceFlags.ApcsReported))
        {
            broken &= ~Outcome.ApcsEnabled; // The leave before it is checked instead.
        }

        if (open)
        {
            Oblige(obligation.Contract, -1, -1, default, place, obligation.SitesVia(call.Syntax), state);
        }

        if ((broken & Outcome.ApcsEnabled) != 0 && obligation.Contract.Locks.Any(l => l.Effect is LockEffect.Release or LockEffect.ReleaseForOwner)
            && ReportLeaveBeforeRelease(call, obligation, state))
        {
            return ApcsQuiet;
        }

        return ReportPlace(call, obligation.Contract, broken, obligation.Sites, state);
    }
}
