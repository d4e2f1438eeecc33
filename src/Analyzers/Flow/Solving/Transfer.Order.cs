using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Order;
using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Solving;

internal sealed partial class Transfer
{
    /// <summary>An acquire that waits for a lock the path does not hold yet: what is held meanwhile decides about the order of locks.</summary>
    private void NoteWait(RoutineInstr routine, int index, int @lock, LockCell before, in PathState state)
    {
        LockOperation operation = routine.Contract.Locks[index];
        PathState waiting = state;
        if (!FollowsOrder(state) || before.IsHeld || before.HeldByCaller || before.Lost || operation.Family.IsSignal || !Waits(routine, operation, ref waiting))
        {
            return;
        }

        Wait wait = new(routine, routine.Contract, index, ir.Locks[@lock], ImmutableArray<SyntaxNode>.Empty);
        ReportWait(wait, ImmutableArray<HeldLock>.Empty, -1, waiting);
        if (view == EntryView.Helper)
        {
            ObligeWait(wait, @lock, null, ImmutableArray.Create(routine.Syntax), waiting);
        }
    }

    /// <summary>The wait of a callee, with what the caller holds.</summary>
    private void DischargeWait(CallInstr call, CallBinding binding, Obligation obligation, in PathState state)
    {
        if (!IsReporting || !FollowsOrder(state))
        {
            return;
        }

        int @lock = obligation.Lock < 0 ? -1 : binding.Locks[obligation.Lock];
        AccessPath? place = @lock >= 0 ? ir.Locks[@lock] : obligation.Class;
        if (place is null || (@lock >= 0 && (state.Cells[slice.CellOf(@lock)] is var cell && (cell.IsHeld || cell.HeldByCaller || cell.Lost))))
        {
            return;
        }

        PathState inside = state;
        foreach (int released in obligation.Released.Select(r => slice.CellOf(binding.Locks[r])).Where(c => c >= 0))
        {
            LockCell held = inside.Cells[released];
            inside.Cells = inside.Cells.With(released, held.IsHeld ? LockCell.FromBits(0) : held.WithNeeded(held.Needed + 1));
        }

        ImmutableArray<HeldLock>.Builder gates = ImmutableArray.CreateBuilder<HeldLock>();
        foreach ((int other, LockCell held) in obligation.Held)
        {
            if (binding.Locks[other] >= 0)
            {
                gates.Add(new HeldLock(ir.Locks[binding.Locks[other]], ModeOf(held), call.Syntax));
            }
        }

        Wait wait = new(call, obligation.Contract, obligation.Operation, place, obligation.Sites);
        ReportWait(wait, gates.ToImmutable(), @lock, inside);
        if (view == EntryView.Helper)
        {
            ObligeWait(wait, @lock, obligation.Class ?? LockClass.Of(place), obligation.SitesVia(call.Syntax), inside);
        }
    }

    /// <summary>A request for a lock that may have to wait.</summary>
    private sealed record Wait(Instr Instr, RoutineContract Contract, int Operation, AccessPath Lock, ImmutableArray<SyntaxNode> Via);

    /// <summary>With some locks out of sight an order would be seen where a third lock keeps the places apart.</summary>
    private bool FollowsOrder(in PathState state)
        => slice.Locks.Count == ir.Locks.Count && _exploration.ConfidenceOf(state) == Confidence.Certain;

    /// <summary>Whether the acquire can wait; where an argument decides, the state is that of the calls that do.</summary>
    private bool Waits(RoutineInstr routine, LockOperation operation, ref PathState state)
    {
        switch (operation.Wait)
        {
            case WaitBehavior.Never:
                return false;
            case WaitBehavior.ByArgument or WaitBehavior.ByNullArgument:
                FactSet facts = state.Facts;
                if (routine.WaitCondition.Evaluate(facts) == false || !routine.WaitCondition.Refine(true, ir.Facts, ref facts))
                {
                    return false;
                }

                state.Facts = facts;
                return true;
            default:
                return true;
        }
    }

    private void ReportWait(Wait wait, ImmutableArray<HeldLock> gates, int @lock, in PathState state)
    {
        ImmutableArray<HeldLock>.Builder held = ImmutableArray.CreateBuilder<HeldLock>();
        for (int cell = 0; cell < slice.Locks.Count; cell++)
        {
            LockCell one = state.Cells[cell];
            if (one.IsHeld && !one.Lost && !one.Transferred && slice.Locks[cell] != @lock)
            {
                held.Add(new HeldLock(ir.Locks[slice.Locks[cell]], ModeOf(one), SiteOf(state, FirstLockSite + slice.Locks[cell])));
            }
        }

        if (held.Count == 0)
        {
            return;
        }

        Report(state, wait.Instr, new FlowEvent
        {
            Broken = Outcome.AcquiredUnder,
            Syntax = wait.Instr.Syntax,
            Contract = wait.Contract,
            Operation = wait.Contract.Locks[wait.Operation],
            Lock = wait.Lock,
            Via = wait.Via,
            HeldLocks = held.ToImmutable(),
            Gates = gates,
        });
    }

    private void ObligeWait(Wait wait, int @lock, AccessPath? ownClass, ImmutableArray<SyntaxNode> sites, in PathState state)
    {
        ImmutableArray<int>.Builder released = ImmutableArray.CreateBuilder<int>();
        for (int cell = 0; cell < slice.Locks.Count; cell++)
        {
            if (state.Cells[cell].Needed > 0)
            {
                released.Add(slice.Locks[cell]);
            }
        }

        listener.On(
            new Obligation
            {
                Contract = wait.Contract,
                Operation = wait.Operation,
                Lock = @lock,
                Class = @lock < 0 ? ownClass : null,
                IsWait = true,
                Sites = sites,
                Held = HeldBesides(@lock, state),
                Released = released.ToImmutable(),
            },
            state);
    }

    private static LockMode ModeOf(LockCell cell)
        => cell.Exclusive > 0 ? LockMode.Exclusive : cell.Upgradeable ? LockMode.Upgradeable : LockMode.Shared;
}
