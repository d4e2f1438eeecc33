using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Flow.Summaries;

namespace DdiCompliance.Analyzers.Tests.Scaling;

/// <summary>The limits on visits, transfers and states.</summary>
internal static class Counters
{
    /// <summary>Property states of one block; the cap of the engine.</summary>
    private const int MostStates = 32;

    /// <summary>What is wrong with the counters of a run, or null.</summary>
    public static string? Problem(Shape shape, EngineRun run)
    {
        MethodSolver solver = run.Solver;
        if (solver.IsTooComplex)
        {
            return "given up";
        }

        int states = MostPropertyStates(run);
        (double visits, double transfers) = shape.Growth switch
        {
            Growth.Acyclic => (1, 3),
            Growth.Related => (1, 1 + StateSet.Disjuncts),
            Growth.Finally => (2.5, 5),
            Growth.Loops => (5, 10),
            Growth.Irreducible => (8, 16),
            _ => (2.0 * run.Ir.Locks.Count, 6.0 * run.Ir.Locks.Count),
        };
        return solver.Visits > visits * run.Blocks ? $"{solver.Visits} visits > {visits} x {run.Blocks} blocks"
            : solver.Transfers > transfers * states * run.Blocks ? $"{solver.Transfers} transfers > {transfers} x {run.Blocks} blocks x {states} states"
            : states > MostStates ? $"{states} states > {MostStates}"
            : null;
    }

    /// <summary>The most property states of one block: sets of facts that are kept apart for one of them do not count.</summary>
    public static int MostPropertyStates(EngineRun run)
    {
        int most = 1;
        foreach (BlockIr block in run.Ir.Blocks)
        {
            StateSet set = run.Solver.Last!.At(block.Ordinal);
            if (block.FallThrough is not null)
            {
                most = Math.Max(most, Enumerable.Range(0, set.Count).Select(i => (set[i].State.Cells, set[i].State.Place, set[i].State.Context)).Distinct().Count());
            }
        }

        return most;
    }
}
