using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Solving;

internal sealed partial class Transfer
{
    /// <summary>What the declaration of the method promises at its exits; null when nothing is declared.</summary>
    public DeclaredExit? Declared { get; init; }

    private void CheckExit(in PathState state, ExitKind kind)
    {
        int critical = state.Place.Critical - state.Place.OfOthers.Critical;
        int guarded = state.Place.Guarded - state.Place.OfOthers.Guarded;
        bool raisedByLock = false;
        List<int> reported = new();
        bool keepsDeclaration = kind != ExitKind.Return || CheckDeclaration(state);
        for (int cell = 0; cell < slice.Locks.Count; cell++)
        {
            int @lock = slice.Locks[cell];
            LockCell held = state.Cells[cell];
            if (!held.IsHeld || held.Lost)
            {
                continue;
            }

            if (ir.GivenAway.Contains(@lock))
            {
                critical = guarded = 0;
                continue;
            }

            RoutineContract? acquirer = AcquirerOf(held);
            if (ir.Locks[@lock].IsBulk)
            {
                acquirer = null;
            }

            critical -= (acquirer?.CriticalDelta ?? 0) * held.Holds;
            guarded -= (acquirer?.GuardedDelta ?? 0) * held.Holds;
            bool isMixed = acquirer is null && Declared is null && !ir.Locks[@lock].IsBulk;
            if (held.Exclusive == LockCell.Many || held.Shared == LockCell.Many || isMixed)
            {
                // Three or more, or taken by several routines: how deep the region is cannot be told any more.
                critical = guarded = 0;
                raisedByLock = true;
            }

            raisedByLock |= acquirer is not null && acquirer.Irql != IrqlEffect.None;
            if (!keepsDeclaration || held.Transferred || acquirer?.Locks[0].Family.IsSignal == true || Declared?.Expects(@lock) == true || IsCounted(@lock)
                || IsReturned(@lock, kind, state.Facts))
            {
                continue;
            }

            foreach (int site in state.Sites[FirstLockSite + @lock])
            {
                if (ir.HandedOver.Contains(site))
                {
                    continue;
                }

                reported.Add(site);
                Report(state, null, new FlowEvent
                {
                    Broken = Outcome.HeldAtExit,
                    Syntax = ExitSyntax,
                    Exit = kind,
                    Lock = NameOf(@lock, site),
                    LockNumber = @lock,
                    Family = acquirer?.Locks[0].Family,
                    Cell = held,
                    AcquiredBy = acquirer,
                    Earlier = ir.Instrs[site].Syntax,
                    Via = ir.Instrs[site] is CallInstr call ? call.HoldSites(@lock) : ImmutableArray<SyntaxNode>.Empty,
                });
            }
        }

        if (kind != ExitKind.OpaqueThrow && slice.WatchesPlace && keepsDeclaration)
        {
            CheckPlaceAtExit(state, kind, critical, guarded, raisedByLock, reported);
        }
    }

    /// <summary>The lock's object goes to the caller, who knows the hold as the result's.</summary>
    private bool IsReturned(int @lock, ExitKind kind, FactSet facts)
        => kind == ExitKind.Return && view == EntryView.Helper && ir.Returned.Any(r => r.Lock == @lock && r.Is.Evaluate(facts) != false);

    /// <summary>A loop takes hold after hold, and a loop gives them back: how many there are is data.</summary>
    private bool IsCounted(int @lock) => _accumulated.Contains(@lock) && ir.ReleasedInLoops.Contains(@lock);

    /// <summary>A bulk lock goes by the name of its element, as the source does.</summary>
    private AccessPath NameOf(int @lock, int site)
    {
        if (ir.Instrs[site] is RoutineInstr { Locks: { Length: > 0 } operands } && operands[0] is { } operand
            && (operand.Lock == @lock || operand.Candidates.Any(c => c.Lock == @lock)))
        {
            return operand.AsWritten;
        }

        foreach (KeyValuePair<int, int> bulk in ir.Bulks)
        {
            if (bulk.Value == @lock)
            {
                return ir.Locks[bulk.Key];
            }
        }

        return ir.Locks[@lock];
    }

    /// <summary>A loop that releases every element of a collection is left.</summary>
    public void Drain(int bulk, ref PathState state)
    {
        foreach (KeyValuePair<int, int> element in ir.Bulks)
        {
            int cell = slice.CellOf(element.Key);
            if (element.Value == bulk && cell >= 0)
            {
                if (state.Cells[cell].IsHeld)
                {
                    state.Place = CarryRegion(state.Cells[cell], state.Place);
                }

                state.Cells = state.Cells.With(cell, LockCell.FromBits(0));
            }
        }

        if (slice.CellOf(bulk) is >= 0 and int whole)
        {
            state.Cells = state.Cells.With(whole, LockCell.FromBits(0));
        }
    }

    private void CheckPlaceAtExit(in PathState state, ExitKind kind, int critical, int guarded, bool raisedByLock, List<int> reported)
    {
        int declaredCritical = 0;
        int declaredGuarded = 0;
        Declared?.CheckRegions(state, out declaredCritical, out declaredGuarded);
        critical -= declaredCritical;
        guarded -= declaredGuarded;
        bool inGuarded = guarded > 0 && !state.Place.Has(PlaceFlags.GuardedLost);
        bool inCritical = critical > 0 && !state.Place.Has(PlaceFlags.CriticalLost);
        if (inGuarded)
        {
            ReportPlaceAtExit(Outcome.GuardedAtExit, GuardedSite, kind, reported, state);
        }

        if (inCritical)
        {
            ReportPlaceAtExit(Outcome.CriticalAtExit, CriticalSite, kind, reported, state);
        }
        else if (!inGuarded && state.Place.Frames != 0 && !raisedByLock && Declared?.MayRaise != true && !state.Place.Has(PlaceFlags.IrqlLost))
        {
            ReportPlaceAtExit(Outcome.RaisedAtExit, LevelSite, kind, reported, state);
        }
    }

    private void ReportPlaceAtExit(Outcome broken, int site, ExitKind kind, List<int> reported, in PathState state)
    {
        // A region that came by the same call as a lock goes with it: one forgotten guard is one mistake.
        if (site != LevelSite && Declared is null && state.Sites[site].Count == 0)
        {
            return; // Nobody entered it here: a leave too many was made good.
        }

        bool isSaid = state.Sites[site].Any(s => reported.Contains(s) || ir.HandedOver.Contains(s));
        if (!isSaid && site == LevelSite && LostHold(state) is { } hold)
        {
            Report(state, null, hold with { Syntax = ExitSyntax, Exit = kind });
        }
        else if (!isSaid)
        {
            bool isEnter = site != LevelSite;
            Report(state, null, new FlowEvent
            {
                Broken = broken,
                Syntax = ExitSyntax,
                Exit = kind,
                Earlier = SiteOf(state, site),
                Via = isEnter && state.Sites[site] is { Count: > 0 } entered && ir.Instrs[entered[0]] is CallInstr call ? call.EnterSites() : ImmutableArray<SyntaxNode>.Empty,
            });
        }
    }

    /// <summary>
    /// The level was raised by a lock whose name means another object by now, so that nobody can give it back: that it stays held is the
    /// mistake, and not the level.
    /// </summary>
    private FlowEvent? LostHold(in PathState state)
    {
        if (view != EntryView.Root || state.Sites[LevelSite] is not { Count: > 0 } sites
            || ir.Instrs[sites[0]] is not RoutineInstr { Contract: { Locks: { IsEmpty: false } locks } contract, Locks: { Length: > 0 } operands } routine
            || locks[0].Effect != LockEffect.Acquire || operands[0] is not { } operand || slice.CellOf(operand.Lock) is not (>= 0 and int cell))
        {
            return null;
        }

        // Nothing happened to what goes by the name now, or the name was lost more than once.
        bool isLost = state.Cells[cell].Lost || state.Sites[FirstLockSite + operand.Lock].Count == 0 || state.Place.FrameCount > 1;
        if (!isLost)
        {
            return null;
        }

        return new FlowEvent
        {
            Broken = Outcome.HeldAtExit,
            Syntax = routine.Syntax,
            Lock = operand.AsWritten,
            LockNumber = operand.Lock,
            Family = locks[0].Family,
            AcquiredBy = contract,
            Earlier = routine.Syntax,
        };
    }

    /// <summary>Reports what the method declares and this return does not keep. The rest of what is wrong at the return is the same mistake.</summary>
    private bool CheckDeclaration(in PathState state)
    {
        if (Declared is null)
        {
            return true;
        }

        bool keeps = true;
        for (int cell = 0; cell < slice.Locks.Count; cell++)
        {
            int @lock = slice.Locks[cell];
            if (!Declared.Check(@lock, state.Cells[cell], state))
            {
                keeps = false;
                ReportDeclaration(ir.Locks[@lock], Declared.OperationOf(@lock), state.Cells[cell], state);
            }
        }

        if (slice.WatchesPlace && !Declared.CheckRegions(state, out _, out _))
        {
            keeps = false;
            ReportDeclaration(null, null, default, state);
        }

        return keeps;
    }

    private void ReportDeclaration(AccessPath? @lock, LockOperation? operation, LockCell held, in PathState state)
    {
        Report(state, null, new FlowEvent
        {
            Broken = Outcome.DeclarationNotKept,
            Syntax = ExitSyntax,
            Declaration = (ir.Method.PartialImplementationPart ?? ir.Method).DeclaringSyntaxReferences[0].GetSyntax(),
            Contract = Declared!.Contract,
            Operation = operation,
            Lock = @lock,
            Cell = held,
        });
    }
}
