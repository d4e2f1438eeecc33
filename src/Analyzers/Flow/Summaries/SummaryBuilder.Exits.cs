using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Summaries;

/// <summary>The ways out: what each did, in terms that callers know.</summary>
internal sealed partial class SummaryBuilder
{
    public void OnExit(in PathState state, ExitKind kind, ITypeSymbol? thrown)
    {
        if (kind == ExitKind.OpaqueThrow || state.Confidence == Confidence.OpaqueThrow)
        {
            _mayThrow |= kind == ExitKind.OpaqueThrow;
            return;
        }

        bool givesAway = false;
        ExitHolding[] holdings = new ExitHolding[_locks.Count];
        for (int i = 0; i < holdings.Length; i++)
        {
            holdings[i] = s_untouched;
        }

        for (int i = 0; i < _ir.Locks.Count; i++)
        {
            if (_exported[i] >= 0)
            {
                LockCell cell = i < CellRow.Capacity ? state.Cells[i] : LockCell.LostCell;
                if (cell.IsHeld && _ir.GivenAway.Contains(i))
                {
                    cell = LockCell.LostCell;
                    givesAway = true;
                }

                holdings[_exported[i]] = HoldingOf(cell, i, state);
            }
        }

        HashSet<int> handedOver = kind == ExitKind.Return ? HandOver(holdings, state) : new HashSet<int>();
        (int critical, int guarded) = RegionsOfLeaks(handedOver, state);

        Add(new SummaryExit
        {
            Throws = kind == ExitKind.Throw,
            Thrown = kind == ExitKind.Throw ? thrown : null,
            Before = Answers(_before, state.Facts),
            After = WithKept(Answers(kind == ExitKind.Throw ? _stored : _after, state.Facts), state, kind),
            Holdings = ImmutableArray.Create(holdings),
            Critical = (sbyte)(state.Place.Critical - critical),
            Guarded = (sbyte)(state.Place.Guarded - guarded),
            Lowest = state.Place.Lowest,
            EnterSites = EnterSites(state),
            Frames = Place.Rename(state.Place.Frames, Exported),
            IrqlLow = state.Place.Frames == 0 ? (byte)0 : state.Place.IrqlLow,
            IrqlHigh = state.Place.Frames == 0 ? (byte)0 : state.Place.IrqlHigh,
            Flags = (state.Place.Flags & ~PlaceFlags.ApcsReported) | (givesAway ? PlaceFlags.CriticalLost | PlaceFlags.GuardedLost : PlaceFlags.None),
        });
    }

    /// <summary>A lock that keeps a level goes by the number that callers know.</summary>
    private byte Exported(byte level) => level < Transfer.FirstLockLevel || level - Transfer.FirstLockLevel >= _exported.Length ? level
        : _exported[level - Transfer.FirstLockLevel] is >= 0 and int exported ? (byte)Math.Min(Transfer.FirstLockLevel + exported, byte.MaxValue)
        : byte.MaxValue;

    private static readonly ExitHolding s_untouched = new(default, null, ImmutableArray<SyntaxNode>.Empty);

    private ExitHolding HoldingOf(LockCell cell, int @lock, in PathState state)
    {
        IReadOnlyList<int> sites = state.Sites[Transfer.FirstLockSite + @lock];
        RoutineContract? acquiredBy = cell.Pairing == 0 ? null : _ir.Pairings[Math.Min(cell.Pairing, _ir.Pairings.Count - 1)];
        return new ExitHolding(cell.WithPairing(0), acquiredBy, sites.Count == 0 ? ImmutableArray<SyntaxNode>.Empty : SitesOf(_ir.Instrs[sites[0]], @lock));
    }

    /// <summary>What was taken of the object that is handed over goes to the caller, under one name.</summary>
    private HashSet<int> HandOver(ExitHolding[] holdings, in PathState state)
    {
        HashSet<int> gone = new();
        for (int i = 0; i < _given.Count; i++)
        {
            ReturnedLock returned = _ir.Returned[i];
            if (gone.Contains(returned.Lock))
            {
                continue;
            }

            LockCell cell = returned.Lock < CellRow.Capacity ? state.Cells[returned.Lock] : LockCell.LostCell;
            bool? isIt = returned.Is.Evaluate(state.Facts);
            if (isIt == false || !cell.IsHeld || cell.Needed > 0 || cell.Transferred)
            {
                continue;
            }

            gone.Add(returned.Lock);
            holdings[_given[i]] = isIt == true ? HoldingOf(cell, returned.Lock, state) : s_untouched with { Cell = LockCell.LostCell };
            if (_exported[returned.Lock] >= 0)
            {
                holdings[_exported[returned.Lock]] = isIt == true ? s_untouched : s_untouched with { Cell = LockCell.LostCell };
            }
        }

        return gone;
    }

    /// <summary>The regions that came with locks which leave the method without a name: they are its own mistake, and the callers hear nothing of them.</summary>
    private (int Critical, int Guarded) RegionsOfLeaks(HashSet<int> handedOver, in PathState state)
    {
        int critical = 0;
        int guarded = 0;
        foreach (int @lock in _ir.Returned.Select(r => r.Lock).Distinct())
        {
            if (_exported[@lock] < 0 && @lock < CellRow.Capacity && state.Cells[@lock] is { IsHeld: true, Lost: false } cell && !handedOver.Contains(@lock))
            {
                RoutineContract? acquirer = _ir.Pairings[Math.Min(cell.Pairing, _ir.Pairings.Count - 1)];
                critical += (acquirer?.CriticalDelta ?? 0) * cell.Holds;
                guarded += (acquirer?.GuardedDelta ?? 0) * cell.Holds;
            }
        }

        return (critical, guarded);
    }

    /// <summary>The calls that lead to where the method's newest enter really is.</summary>
    private ImmutableArray<SyntaxNode> EnterSites(in PathState state)
    {
        int row = state.Place.Critical > 0 ? Transfer.CriticalSite : Transfer.GuardedSite;
        if ((state.Place.Critical <= 0 && state.Place.Guarded <= 0) || state.Sites[row] is not { Count: > 0 } sites)
        {
            return ImmutableArray<SyntaxNode>.Empty;
        }

        Instr instr = _ir.Instrs[sites[0]];
        return Obligation.Via(instr is CallInstr call ? call.EnterSites() : ImmutableArray<SyntaxNode>.Empty, instr.Syntax);
    }

    private static ImmutableArray<SyntaxNode> SitesOf(Instr instr, int @lock)
        => Obligation.Via(instr is CallInstr call ? call.HoldSites(@lock) : ImmutableArray<SyntaxNode>.Empty, instr.Syntax);

    /// <summary>A guard that was returned keeps the lock that was taken for it: what it keeps is not null.</summary>
    private ImmutableArray<(Fact, bool)> WithKept(ImmutableArray<(Fact Fact, bool Answer)> answers, in PathState state, ExitKind kind)
    {
        if (kind == ExitKind.Throw)
        {
            return answers;
        }

        foreach ((AccessPath target, AccessPath source) in _ir.Aliases)
        {
            int @lock = _ir.Locks.IndexOf(source);
            Fact isNull = new(target, Test.IsNull);
            if (target.Parent is not null && @lock is >= 0 and < CellRow.Capacity && state.Cells[@lock].IsHeld && !answers.Any(a => a.Fact == isNull))
            {
                answers = answers.Add((isNull, false));
            }
        }

        return answers;
    }
}
