using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Solving;

internal sealed partial class Transfer
{
    /// <summary>Makes the checks the callee left to its callers; what was reported of region and level.</summary>
    private PlaceFlags Discharge(CallInstr call, CallBinding binding, in PathState state, out bool releasesNothing)
    {
        PlaceFlags quiet = PlaceFlags.None;
        releasesNothing = false;
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
                Outcome broken = DischargeLock(call, binding, obligation, state);
                if ((broken & Outcome.NotHeld) != 0)
                {
                    releasesNothing = true;
                    (notHeld ??= new HashSet<RoutineContract>()).Add(obligation.Contract);
                }
            }
            else
            {
                quiet |= DischargePlace(call, obligation, notHeld?.Contains(obligation.Contract) == true, state);
            }
        }

        return quiet;
    }

    private Outcome DischargeLock(CallInstr call, CallBinding binding, Obligation obligation, in PathState state)
    {
        int @lock = obligation.Lock < 0 ? -1 : binding.Locks[obligation.Lock];
        int cell = slice.CellOf(@lock);
        if (cell < 0 || (obligation.Contract.IsAccess && ir.Creates(ir.Locks[@lock].Root)))
        {
            return Outcome.None;
        }

        LockOperation operation = obligation.Contract.Locks[obligation.Operation];
        LockCell here = Compose(state.Cells[cell], obligation.Cell, view, state.Cells[cell].Pairing);
        foreach ((int other, LockCell held) in obligation.Held)
        {
            if (binding.Locks[other] == @lock)
            {
                here = Compose(here, held, view, 0);
            }
        }

        Step step = LockLaws.Apply(operation, here, view, AcquirerOf(here), obligation.Contract.Name);
        Outcome broken = step.Broken;
        if ((broken & Outcome.NotHeld) != 0 && (ir.Bulks.ContainsKey(@lock) || _accumulated.Contains(@lock)))
        {
            broken &= ~Outcome.NotHeld;
        }
        else if ((broken & Outcome.NotHeld) != 0 && IsFailedTry(state, @lock))
        {
            broken = (broken & ~Outcome.NotHeld) | Outcome.ReleasedAfterFailure;
        }

        if (broken != Outcome.None)
        {
            Report(state, call, new FlowEvent
            {
                Broken = broken,
                Syntax = call.Syntax,
                Contract = obligation.Contract,
                Operation = operation,
                Lock = ir.Locks[@lock],
                Family = operation.Family,
                Cell = here,
                AcquiredBy = AcquirerOf(here),
                Earlier = SiteOf(state, FirstLockSite + @lock),
                Via = obligation.Sites,
            });
        }

        if (step.DependsOnCaller)
        {
            Oblige(obligation.Contract, obligation.Operation, @lock, here, Compose(state.Place, obligation.Place), obligation.SitesVia(call.Syntax), state);
        }

        return broken;
    }

    private PlaceFlags DischargePlace(CallInstr call, Obligation obligation, bool releasesNothing, in PathState state)
    {
        Place place = Compose(state.Place, obligation.Place);
        (Outcome broken, bool open) = PlaceLaws.Check(obligation.Contract, place, view, strict);
        if (releasesNothing)
        {
            broken &= ~LeaveOutcomes;
        }

        if (open)
        {
            Oblige(obligation.Contract, -1, -1, default, place, obligation.SitesVia(call.Syntax), state);
        }

        return ReportPlace(call, obligation.Contract, broken, obligation.Sites, state);
    }
}
