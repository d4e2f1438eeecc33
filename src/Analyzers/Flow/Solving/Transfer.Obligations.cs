using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Solving;

internal sealed partial class Transfer
{
    private static readonly List<(Condition Condition, bool Answer)> s_always = new();

    /// <summary>What a check that failed leaves unknown, or is not to be said again, where the callee took a way on which it is made.</summary>
    /// <param name="When">The answers at the entry without which the check is not made.</param>
    private readonly record struct Consequence(List<(Condition Condition, bool Answer)> When)
    {
        /// <summary>What was reported of region and level.</summary>
        public PlaceFlags Quiet { get; init; }

        /// <summary>What of them is not known any more, because a broken release changed them otherwise than it was meant to.</summary>
        public PlaceFlags Lost { get; init; }

        /// <summary>Something was released that is not held.</summary>
        public bool ReleasesNothing { get; init; }

        /// <summary>The locks that their holder waits for.</summary>
        public ImmutableArray<int> WaitedFor { get; init; } = ImmutableArray<int>.Empty;
    }

    /// <summary>The consequences that are possible with some answers, as one.</summary>
    private Consequence ConsequencesOn(FactSet facts, ImmutableArray<Consequence> all)
    {
        Consequence sum = new(s_always);
        foreach (Consequence one in all)
        {
            FactSet learned = facts;
            if (Assume(one.When, ref learned))
            {
                sum = sum with
                {
                    Quiet = sum.Quiet | one.Quiet,
                    Lost = sum.Lost | one.Lost,
                    ReleasesNothing = sum.ReleasesNothing || one.ReleasesNothing,
                    WaitedFor = sum.WaitedFor.AddRange(one.WaitedFor),
                };
            }
        }

        return sum;
    }

    /// <summary>Makes the checks the callee left to its callers.</summary>
    private ImmutableArray<Consequence> Discharge(CallInstr call, CallBinding binding, PathState state)
    {
        ImmutableArray<Consequence>.Builder? broken = null;
        HashSet<RoutineContract>? notHeld = null;
        for (int i = 0; i < binding.Summary.Obligations.Length; i++)
        {
            Obligation obligation = binding.Summary.Obligations[i];
            List<(Condition Condition, bool Answer)> when = binding.ObligationConditions[i];
            // What the callee's way there needs to be true, the caller's callers hear as well.
            PathState there = state;
            if (!Assume(when, ref there.Facts))
            {
                continue;
            }

            if (obligation.IsWait)
            {
                DischargeWait(call, binding, obligation, there);
                continue;
            }

            Consequence one = new(when);
            if (obligation.Operation >= 0)
            {
                one = DischargeHold(call, binding, i, there);
                state.Place = state.Place.With(one.Lost);
                if (one.ReleasesNothing)
                {
                    (notHeld ??= new HashSet<RoutineContract>()).Add(obligation.Contract);
                }
            }
            else
            {
                one = one with
                {
                    Quiet = obligation.IsLeave
                        ? DischargeLeave(call, binding, obligation, there)
                        : DischargePlace(call, obligation, notHeld?.Contains(obligation.Contract) == true, there),
                };
            }

            if (one != new Consequence(when))
            {
                (broken ??= ImmutableArray.CreateBuilder<Consequence>()).Add(one);
            }
        }

        return broken?.ToImmutable() ?? ImmutableArray<Consequence>.Empty;
    }

    private Consequence DischargeHold(CallInstr call, CallBinding binding, int index, in PathState state)
    {
        Obligation obligation = binding.Summary.Obligations[index];
        Consequence none = new(binding.ObligationConditions[index]);
        if (obligation.Lock >= 0 && binding.Locks[obligation.Lock] < 0 && obligation.Contract.Locks[obligation.Operation].Effect == LockEffect.Release)
        {
            return none with { Lost = LostBy(null, obligation.Contract) }; // It may be any of several locks, and with it goes its region.
        }

        (Outcome broken, RoutineContract? acquiredBy) = DischargeLock(call, binding, obligation, state);
        return broken == Outcome.None ? none : none with
        {
            ReleasesNothing = (broken & Outcome.NotHeld) != 0,
            WaitedFor = (broken & NeverReturn) != 0 ? ImmutableArray.Create(binding.Locks[obligation.Lock]) : ImmutableArray<int>.Empty,
            Lost = (broken & (Outcome.NotHeld | Outcome.WrongPartner)) != 0 ? LostBy(acquiredBy, obligation.Contract) : PlaceFlags.None,
        };
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
