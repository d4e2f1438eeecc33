using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Solving;

internal sealed partial class Transfer
{
    private const Outcome LeaveOutcomes = Outcome.CriticalNotEntered | Outcome.GuardedNotEntered;

    private const PlaceFlags ApcsQuiet = PlaceFlags.ApcsReported | PlaceFlags.ApcsReportedBefore;

    /// <summary>Checks region and level; what was reported, now or before, and is not to be said again.</summary>
    private PlaceFlags CheckPlace(RoutineInstr routine, in PathState state)
    {
        bool waits = !routine.Contract.WaitingTimeout.IsNone && routine.WaitCondition.Evaluate(state.Facts) == true;
        (Outcome broken, bool open) = PlaceLaws.Check(routine.Contract, state.Place, view, strict, waits);
        if (!routine.Contract.Locks.IsEmpty)
        {
            broken &= ~LeaveOutcomes;
        }

        if (GivesBackInBulk(routine, state))
        {
            broken &= ~Outcome.ApcsEnabled;
        }
        else if (open)
        {
            Oblige(routine.Contract, -1, -1, default, state.Place, ImmutableArray.Create(routine.Syntax), state);
        }

        // What is said of the level speaks of this call, not of one that gives up.
        RoutineContract contract = waits && (broken & Outcome.IrqlTooHigh) != 0
            ? routine.Contract with { IrqlMax = Math.Min(routine.Contract.IrqlMax, routine.Contract.WaitingIrqlMax) }
            : routine.Contract;
        return ReportPlace(routine, contract, broken, ImmutableArray<SyntaxNode>.Empty, state);
    }

    /// <summary>A loop gives back the locks of a collection: the regions that came with them go with them, wherever they were taken.</summary>
    private bool GivesBackInBulk(RoutineInstr routine, in PathState state)
        => routine.Locks.Length > 0 && routine.Contract.Locks[0].Effect is LockEffect.Release or LockEffect.ReleaseForOwner
            && LockAt(routine, 0, state) is >= 0 and int @lock && ir.Bulks.ContainsKey(@lock) && slice.CellOf(@lock) is >= 0 and int cell && !state.Cells[cell].IsHeld;

    private PlaceFlags ReportPlace(Instr instr, RoutineContract contract, Outcome broken, ImmutableArray<SyntaxNode> via, in PathState state)
    {
        PlaceFlags quiet = ((broken & Outcome.ApcsEnabled) != 0 ? ApcsQuiet : PlaceFlags.None)
            | ((broken & Outcome.IrqlTooHigh) != 0 ? PlaceFlags.IrqlReported : PlaceFlags.None);
        if (state.Place.Has(PlaceFlags.ApcsReportedBefore))
        {
            broken &= ~LeaveOutcomes;
        }

        if (state.Place.Has(PlaceFlags.ApcsReported))
        {
            broken &= ~Outcome.ApcsEnabled;
        }

        if (state.Place.Has(PlaceFlags.IrqlReported))
        {
            broken &= ~Outcome.IrqlTooHigh;
        }

        if (broken != Outcome.None && slice.WatchesPlace)
        {
            Report(state, instr, new FlowEvent
            {
                Broken = broken,
                Syntax = instr.Syntax,
                Contract = contract,
                Lock = LockOf(instr, contract),
                Family = contract.Locks.IsEmpty ? null : contract.Locks[0].Family,
                Via = via,
                Earlier = SiteOf(state, SiteRowOf(broken)),
            });
        }

        return quiet;
    }

    private static int SiteRowOf(Outcome broken)
        => (broken & ~(Outcome.IrqlTooHigh | Outcome.IrqlTooLow)) == 0 ? LevelSite
            : (broken & Outcome.GuardedNotEntered) != 0 ? GuardedSite
            : CriticalSite;

    private AccessPath? LockOf(Instr instr, RoutineContract contract)
        => instr is RoutineInstr routine && ReferenceEquals(routine.Contract, contract) && routine.Locks.Length > 0 ? routine.Locks[0]?.AsWritten : null;

    private void Oblige(
        RoutineContract contract,
        int operation,
        int @lock,
        LockCell cell,
        in Place place,
        ImmutableArray<SyntaxNode> sites,
        in PathState state,
        bool mayFail = false)
    {
        if (IsReporting && view == EntryView.Helper && _exploration.ConfidenceOf(state) == Confidence.Certain)
        {
            listener.On(
                new Obligation
                {
                    Contract = contract,
                    Operation = operation,
                    Lock = @lock,
                    Cell = cell,
                    Place = place,
                    Sites = sites,
                    MayFail = mayFail,
                    Held = operation < 0 ? ImmutableArray<(int, LockCell)>.Empty : HeldBesides(@lock, state),
                },
                state);
        }
    }

    private ImmutableArray<(int Lock, LockCell Cell)> HeldBesides(int @lock, in PathState state)
    {
        ImmutableArray<(int, LockCell)>.Builder held = ImmutableArray.CreateBuilder<(int, LockCell)>();
        for (int cell = 0; cell < slice.Locks.Count; cell++)
        {
            if (slice.Locks[cell] != @lock && state.Cells[cell].IsHeld)
            {
                held.Add((slice.Locks[cell], state.Cells[cell].WithPairing(0)));
            }
        }

        return held.ToImmutable();
    }

    /// <param name="variable">What keeps the level, as the path named it before the routine: afterwards the name of a lock that was given back may be open.</param>
    private void ApplyLevel(RoutineInstr routine, byte variable, ref PathState state)
    {
        RoutineContract contract = routine.Contract;
        if (state.Place.Has(PlaceFlags.IrqlLost))
        {
            return;
        }

        switch (contract.Irql)
        {
            case IrqlEffect.RaiseToLevel:
                byte level = Math.Max(contract.IrqlLevel, state.Place.IrqlLow);
                Raise(routine, level, level, variable, ref state);
                break;
            case IrqlEffect.RaiseToArgument:
                byte low = routine.Level is ConstantValue constant ? Clamp(constant.Number) : state.Place.IrqlLow;
                byte high = routine.Level is ConstantValue ? low : Place.Highest;
                Raise(routine, low, high, variable, ref state);
                break;
            case IrqlEffect.LowerToArgument:
                Lower(routine, variable, ref state);
                break;
            case IrqlEffect.RestoreSaved:
                RestoreSaved(variable, ref state);
                break;
        }
    }

    private void Raise(RoutineInstr routine, byte low, byte high, byte variable, ref PathState state)
    {
        if (state.Place.FrameCount == 4)
        {
            state.Place = (state.Place with { Frames = 0 }).With(PlaceFlags.IrqlLost);
            return;
        }

        state.Place = state.Place.Raise(low, high, variable);
        state.Sites = state.Sites.With(LevelSite, routine.Number);
    }

    private byte LevelVariableOf(RoutineInstr routine, in PathState state)
    {
        if (routine.LevelVariableNumber > 0)
        {
            return routine.LevelVariableNumber;
        }

        int @lock = routine.Locks.Length > 0 ? LockAt(routine, 0, state) : -1;
        return @lock < 0 ? byte.MaxValue : (byte)Math.Min(FirstLockLevel + @lock, byte.MaxValue - 1);
    }

    private void Lower(RoutineInstr routine, byte variable, ref PathState state)
    {
        Place place = state.Place;
        if (place.Frames == 0)
        {
            // The raise is the caller's, or missing; without it nothing is known of the level.
            state.Place = view == EntryView.Root && routine.Level is ConstantValue ? place : place.With(PlaceFlags.IrqlLost);
            return;
        }

        if (place.TopVariable == variable)
        {
            state.Place = place.Restore();
            return;
        }

        if (routine.Level is ConstantValue constant)
        {
            byte level = Clamp(constant.Number);
            byte saved = (byte)(place.Frames & 15);
            bool exact = saved == level && ((place.Frames >> 4) & 15) == level;
            if (!exact && level > saved && !routine.Contract.Locks.IsEmpty)
            {
                // What kept the level is given back here: nobody lowers it further.
                ReportWrongLevel(routine, state);
                state.Place = place.Restore();
                return;
            }

            state.Place = exact || level <= saved ? place.Restore().LowerTo(level, level) : place.LowerTo(level, level);
            return;
        }

        int depth = DepthOf(place, variable);
        if (depth > 0)
        {
            ReportWrongLevel(routine, state);
            state.Place = place.Restore();
            return;
        }

        state.Place = (place with { Frames = 0, IrqlLow = Place.Passive, IrqlHigh = Place.Highest }).With(PlaceFlags.IrqlLost);
    }

    private void ReportWrongLevel(RoutineInstr routine, in PathState state)
    {
        if (slice.WatchesPlace)
        {
            Report(state, routine, new FlowEvent
            {
                Broken = Outcome.WrongLevelRestored,
                Syntax = routine.Syntax,
                Contract = routine.Contract,
                Earlier = SiteOf(state, LevelSite),
            });
        }
    }

    private static int DepthOf(in Place place, byte variable)
    {
        int depth = 0;
        for (ulong rest = place.Frames; rest != 0; rest >>= 16, depth++)
        {
            if ((byte)(rest >> 8) == variable)
            {
                return depth;
            }
        }

        return -1;
    }

    /// <summary>The lock itself kept the level; locks released out of order leave the level to the ones still held.</summary>
    private void RestoreSaved(byte variable, ref PathState state)
    {
        Place place = state.Place;
        int depth = DepthOf(place, variable);
        if (depth == 0)
        {
            state.Place = place.Restore();
        }
        else if (depth > 0)
        {
            int shift = depth * 16;
            ulong below = place.Frames >> (shift + 16) << shift;
            ulong above = place.Frames & ((1UL << shift) - 1);
            state.Place = place with { Frames = below | above };
        }
        else if (view == EntryView.Helper)
        {
            state.Place = place.With(PlaceFlags.IrqlLost); // The caller's lock kept the caller's level.
        }
    }

    private static byte Clamp(long level) => (byte)Math.Max(0, Math.Min(Place.Highest, level));
}
