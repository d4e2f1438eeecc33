using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Solving;

internal sealed partial class Transfer
{
    private void ApplyAssign(AssignInstr assign, in PathState state, List<PathState> output)
    {
        PathState after = Move(assign, state);
        foreach ((int @lock, int elements) in assign.Rebound)
        {
            int cell = slice.CellOf(@lock);
            if (cell < 0)
            {
                continue;
            }

            LockCell old = after.Cells[cell];

            // What was given back belonged to the object the name had at the entry; callers still know it by that name.
            LockCell renewed = LockCell.FromBits(0).WithNeeded(old.Needed).WithHeldByCaller(old.HeldByCaller && Declared?.IsDispose == true);
            if (old.Lost && view == EntryView.Helper)
            {
                renewed = old; // What happened to the object that callers know by the name is as unknown as before.
            }

            if (old.IsHeld)
            {
                int bulk = slice.CellOf(elements);
                if (bulk >= 0)
                {
                    after.Cells = after.Cells.With(bulk, LockCell.FromBits(0).WithExclusive(Math.Min(old.Exclusive, 1)).WithShared(Math.Min(old.Shared, 1)).WithPairing(old.Pairing));
                    after.Sites = after.Sites.Copy(FirstLockSite + elements, FirstLockSite + @lock);
                    after.Place = CarryRegion(old, after.Place);
                }
                else
                {
                    // The object is still held, but the name means another one now.
                    renewed = LockCell.LostCell;
                }
            }

            after.Cells = after.Cells.With(cell, renewed);
            after.Sites = after.Sites.Without(FirstLockSite + @lock);
        }

        foreach (int fresh in assign.Created.Select(slice.CellOf).Where(c => c >= 0))
        {
            after.Cells = after.Cells.With(fresh, LockCell.FromBits(0).WithLife(LockLife.Uninitialized));
        }

        if (assign.Updates.Count == 0)
        {
            after.Facts = state.Facts.Without(assign.Forgotten);
            output.Add(after);
            return;
        }

        AssignFacts(assign, after, state.Facts, output);
    }

    /// <summary>The region that came with a hold goes with it into the bulk, where it is no longer counted.</summary>
    private Place CarryRegion(LockCell held, in Place place)
        => AcquirerOf(held) is { } acquirer ? place.Enter(-acquirer.CriticalDelta, -acquirer.GuardedDelta) : place;

    private PathState Move(AssignInstr assign, PathState state)
    {
        foreach ((Condition stands, int from, int to) in assign.Moved)
        {
            int source = slice.CellOf(from);
            int target = slice.CellOf(to);
            if (source >= 0 && target >= 0 && stands.Evaluate(state.Facts) == true && state.Cells[source].IsHeld)
            {
                state.Cells = state.Cells.With(target, state.Cells[source]).With(source, LockCell.FromBits(0));
                state.Sites = state.Sites.Copy(FirstLockSite + to, FirstLockSite + from);
            }
        }

        return state;
    }

    /// <summary>Facts kept apart when a copy's source is open: enough for a switch over a handful of values.</summary>
    private const int MostSplits = 8;

    /// <summary>Copies answers; where the source's answer is open, both are followed, so that the copy stays tied to it.</summary>
    private void AssignFacts(AssignInstr assign, in PathState after, FactSet before, List<PathState> output)
    {
        int first = output.Count;
        output.Add(after);
        List<FactSet> sources = new() { before };
        foreach ((int slot, Condition condition) in assign.Updates)
        {
            if (condition.Slots == 0 || condition.AsksForMember)
            {
                continue;
            }

            int known = sources.Count;
            for (int i = 0; i < known && sources.Count < MostSplits; i++)
            {
                FactSet whenTrue = sources[i];
                FactSet whenFalse = sources[i];
                if (condition.Evaluate(sources[i]) is null
                    && condition.Refine(true, ir.Facts, ref whenTrue) && condition.Refine(false, ir.Facts, ref whenFalse))
                {
                    sources[i] = whenTrue;
                    sources.Add(whenFalse);
                    output.Add(after);
                }
            }
        }

        for (int i = 0; i < sources.Count; i++)
        {
            PathState one = output[first + i];
            ulong replaced = assign.Updates.Aggregate(assign.Forgotten, (mask, u) => mask | (1UL << u.Slot));
            FactSet facts = sources[i].Without(replaced);
            foreach ((int slot, Condition condition) in assign.Updates)
            {
                if (condition.Evaluate(sources[i]) is bool answer && !ir.Facts.TryLearn(slot, answer, ref facts))
                {
                    facts = facts.Without(1UL << slot);
                }
            }

            one.Facts = facts;
            output[first + i] = one;
        }
    }
}
