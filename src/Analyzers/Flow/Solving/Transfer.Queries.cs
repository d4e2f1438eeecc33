using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>Routines that tell whether a lock is held.</summary>
internal sealed partial class Transfer
{
    /// <summary>What the path says about the question; null: nothing.</summary>
    private static bool? AnswerOf(LockOperation operation, LockCell known)
    {
        if (known.Lost || known.Needed > 0 || !known.IsHeld)
        {
            return null;
        }

        return operation.Mode switch
        {
            LockMode.Exclusive => known.Exclusive > 0,
            LockMode.Upgradeable => known.Upgradeable,

            // A shared hold taken under an exclusive one is counted there.
            LockMode.Shared => known.Shared > 0 ? true : known.Exclusive > 1 && operation.Family.SharedUnderExclusive ? null : false,
            _ => true,
        };
    }

    /// <summary>Above PASSIVE_LEVEL normal APCs are not delivered, whoever entered which region: nothing is known of them there.</summary>
    private void AskForLevel(RoutineInstr routine, in PathState state, List<PathState> output)
    {
        PathState passive = state;
        passive.Place = passive.Place.With(CheckPlace(routine, state));
        PathState raised = passive;
        bool isRaised = state.Place.IrqlLow > Place.Passive;
        if (!isRaised && RefineOutcome(routine, true, ref passive))
        {
            output.Add(passive);
        }

        if (isRaised || routine.Outcome.Any(o => o.Slots != 0))
        {
            if (state.Place.IrqlHigh == Place.Passive || !RefineOutcome(routine, false, ref raised))
            {
                return;
            }

            raised.Place = isRaised ? raised.Place : raised.Place.With(PlaceFlags.CriticalLost | PlaceFlags.GuardedLost | PlaceFlags.IrqlLost);
            output.Add(raised);
        }
    }

    private void Query(RoutineInstr routine, LockOperation operation, int @lock, in PathState state, List<PathState> output)
    {
        int cell = slice.CellOf(@lock);
        LockCell known = cell < 0 ? LockCell.LostCell : state.Cells[cell];
        bool? answer = AnswerOf(operation, known);
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
