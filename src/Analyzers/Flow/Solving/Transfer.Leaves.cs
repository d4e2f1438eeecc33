using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Solving;

internal sealed partial class Transfer
{
    /// <summary>Delivery comes on: no lock may be held that needs it off.</summary>
    private void CheckNothingNeedsApcsOff(Instr instr, RoutineContract? contract, ref PathState state)
    {
        if (!slice.WatchesPlace || state.Place.Has(PlaceFlags.CriticalLost | PlaceFlags.GuardedLost | PlaceFlags.ApcsReported) || FirstInNeed(state) is not { } held)
        {
            return;
        }

        if (view == EntryView.Helper)
        {
            ObligeLeave(held.AcquiredBy, held.Lock, state.Place, ImmutableArray.Create(instr.Syntax), state);
        }
        else
        {
            Report(state, instr, About(held, Outcome.LeftWhileHolding, instr.Syntax, state) with { Contract = contract });
        }

        state.Place = state.Place.With(ApcsQuiet);
    }

    /// <summary>
    /// The first lock held here that needs delivery off. The locks of a collection took along the regions that came with them, and of holds
    /// that one loop takes and another gives back nobody knows how many are left.
    /// </summary>
    private (int Lock, LockCell Cell, RoutineContract AcquiredBy)? FirstInNeed(in PathState state)
        => FirstHeld(state, (@lock, acquirer) => NeedsApcsOff(acquirer) && !IsCounted(@lock)
            && !(ir.Locks[@lock].IsBulk && (acquirer.CriticalDelta | acquirer.GuardedDelta) != 0));

    /// <summary>The helper left a region while it held a lock that needs delivery off: the caller's own regions may keep it off.</summary>
    private PlaceFlags DischargeLeave(CallInstr call, CallBinding binding, Obligation obligation, in PathState state)
    {
        Place place = Compose(state.Place, obligation.Place);
        if (place.NormalApcsOff || place.Has(PlaceFlags.CriticalLost | PlaceFlags.GuardedLost | PlaceFlags.ApcsReported))
        {
            return PlaceFlags.None;
        }

        int @lock = obligation.Lock < 0 ? -1 : binding.Locks[obligation.Lock];
        if (view == EntryView.Helper)
        {
            ObligeLeave(obligation.Contract, @lock, place, obligation.SitesVia(call.Syntax), state);
        }
        else if (slice.WatchesPlace)
        {
            Report(state, call, new FlowEvent
            {
                Broken = Outcome.LeftWhileHolding,
                Syntax = call.Syntax,
                Lock = @lock < 0 ? null : ir.Locks[@lock],
                AcquiredBy = obligation.Contract,
                Family = obligation.Contract.Locks[0].Family,
                Via = obligation.Sites,
            });
        }

        return ApcsQuiet;
    }

    private void ObligeLeave(RoutineContract acquirer, int @lock, in Place place, ImmutableArray<SyntaxNode> sites, in PathState state)
    {
        if (IsReporting && _exploration.ConfidenceOf(state) == Confidence.Certain)
        {
            listener.On(new Obligation { Contract = acquirer, IsLeave = true, Lock = @lock, Place = place, Sites = sites }, state);
        }
    }

    /// <summary>The callee leaves the caller's region before it releases the caller's lock: the leave is the mistake, not the release.</summary>
    private bool ReportLeaveBeforeRelease(CallInstr call, Obligation obligation, in PathState state)
    {
        if (view != EntryView.Root || !slice.WatchesPlace || !state.Place.NormalApcsOff || state.Place.Has(PlaceFlags.ApcsReported))
        {
            return false;
        }

        if (FirstInNeed(state) is not { } held)
        {
            return false;
        }

        Report(state, call, About(held, Outcome.LeftWhileHolding, call.Syntax, state) with { Via = obligation.Sites });
        return true;
    }

    /// <summary>Some routines ask for a region, others bring one along; the hold needs it either way.</summary>
    private static bool NeedsApcsOff(RoutineContract acquirer)
        => acquirer.Apc is ApcRequirement.NormalApcsDisabled or ApcRequirement.ApcLevelOrCriticalRegion || acquirer.CriticalDelta > 0 || acquirer.GuardedDelta > 0;
}
