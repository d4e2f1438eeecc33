using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>What a callee's way out says about the facts of its caller.</summary>
internal sealed partial class Transfer
{
    /// <summary>What the callee took or gave back it reached, so nothing on the way to it is null.</summary>
    private bool LearnNotNull(CallBinding binding, SummaryExit exit, ref FactSet facts)
    {
        for (int i = 0; i < exit.Holdings.Length; i++)
        {
            if (exit.Holdings[i].Cell is { Lost: false } cell && (cell.IsHeld || cell.Needed > 0))
            {
                foreach (Condition isNull in binding.NotNull[i])
                {
                    if (!isNull.Refine(false, ir.Facts, ref facts))
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }

    private bool Assume(List<(Condition Condition, bool Answer)> conditions, ref FactSet facts)
    {
        foreach ((Condition condition, bool answer) in conditions)
        {
            if (condition.Evaluate(facts) == !answer || !condition.Refine(answer, ir.Facts, ref facts))
            {
                return false;
            }
        }

        return true;
    }

    private void Establish(List<(Condition Condition, bool Answer)> conditions, ref FactSet facts)
    {
        foreach ((Condition condition, bool answer) in conditions)
        {
            facts = facts.Without(condition.Slots);
        }

        foreach ((Condition condition, bool answer) in conditions)
        {
            FactSet learned = facts;
            if (condition.Refine(answer, ir.Facts, ref learned))
            {
                facts = learned;
            }
        }
    }
}
