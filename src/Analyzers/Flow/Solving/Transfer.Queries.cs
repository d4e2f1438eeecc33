using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>Routines that tell whether a lock is held.</summary>
internal sealed partial class Transfer
{
    private void Query(RoutineInstr routine, LockOperation operation, int @lock, in PathState state, List<PathState> output)
    {
        int cell = slice.CellOf(@lock);
        LockCell known = cell < 0 ? LockCell.LostCell : state.Cells[cell];
        bool? answer = known.Lost || known.Needed > 0 ? null
            : operation.Mode == LockMode.Exclusive ? known.Exclusive > 0 ? true : known.Shared > 0 ? false : null
            : known.IsHeld ? true : null;
        foreach (bool outcome in new[] { true, false })
        {
            PathState one = state;
            if (answer == !outcome || !RefineOutcome(routine, outcome, ref one))
            {
                continue;
            }

            if (outcome && answer is null && cell >= 0 && !known.Lost && !routine.ResultIgnored)
            {
                // Somebody who asks whether the lock is held expects callers that hold it.
                one.Cells = one.Cells.With(cell, LockCell.LostCell);
                one.Place = one.Place.With(PlaceFlags.CriticalLost);
            }

            if (!outcome && answer is null && cell >= 0 && view == EntryView.Helper && !known.Lost && !routine.ResultIgnored)
            {
                one.Cells = one.Cells.With(cell, LockCell.LostCell);
            }

            output.Add(one);
            if (routine.Outcome.Count == 0 || routine.ResultIgnored)
            {
                return;
            }
        }
    }
}
