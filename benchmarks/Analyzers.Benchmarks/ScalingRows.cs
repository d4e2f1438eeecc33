using System.Collections.Immutable;
using System.Text;
using DdiCompliance.Analyzers.Tests.Scaling;
using Microsoft.CodeAnalysis.CSharp;

namespace Analyzers.Benchmarks;

/// <summary>How the engine's work grows with a method.</summary>
internal static class ScalingRows
{
    private static readonly int[] s_sizes = [10, 100, 1_000, 10_000];

    public static void Long(StringBuilder text, string only, int largest)
    {
        Table table = new(
            text,
            "Growth inside one method",
            "Thread CPU, least of several runs. `us/block` is lower + solve; `growth` is its total against the row above (sizes grow tenfold; gate at 1000: 15). "
            + "The leak stands at the end of the method.",
            "shape", "N", "blocks", "graph ms", "lower ms", "solve ms", "us/block", "growth", "visits", "transfers", "states", "facts dropped", "counters", "planted leak");
        foreach (Shape shape in Shapes.Long.Where(s => s.Name.Contains(only, StringComparison.Ordinal)))
        {
            double before = 0;
            foreach (int size in s_sizes.Where(s => s <= largest))
            {
                before = Row(table, shape, size, before, times: size >= 10_000 ? 2 : 4);
            }
        }
    }

    public static void Hard(StringBuilder text, string only)
    {
        Table table = new(
            text,
            "Deep, wide and tangled methods",
            "As above; gate: lower + solve at most 200 ms.",
            "shape", "N", "blocks", "graph ms", "lower ms", "solve ms", "us/block", "growth", "visits", "transfers", "states", "facts dropped", "counters", "planted leak");
        foreach ((Shape shape, int size) in Shapes.Hard.Where(s => s.Shape.Name.Contains(only, StringComparison.Ordinal)))
        {
            int[] sizes = shape.Growth == Growth.Sliced ? [32, 64, 128, size] : [size / 10, size];
            double before = 0;
            foreach (int one in sizes)
            {
                before = Row(table, shape, one, before, times: 2, limit: 200);
            }
        }
    }

    private static double Row(Table table, Shape shape, int size, double before, int times, double limit = double.MaxValue)
    {
        CSharpCompilation compilation = EngineRun.Compile(shape.Source(size));
        EngineRun best = EngineRun.Of(compilation, clock: static () => CpuClock.Thread);
        for (int i = 1; i < times; i++)
        {
            EngineRun run = EngineRun.Of(EngineRun.Compile(shape.Source(size)), clock: static () => CpuClock.Thread);
            best = run.Lower + run.Solve < best.Lower + best.Solve ? run : best;
        }

        double total = (best.Lower + best.Solve).TotalMilliseconds;
        double growth = before == 0 ? 0 : total / before;
        string counters = Counters.Problem(shape, best) is { } problem ? Table.Gate(problem, false) : "pass";
        if (limit != double.MaxValue)
        {
            counters += ", " + Table.Gate($"<= {limit} ms", total <= limit);
        }

        ImmutableArray<string> found = EngineRun.DiagnoseAsync(compilation).GetAwaiter().GetResult();
        bool isRight = found.Contains($"DDI2002 {Shape.LeakMark}ExEnterCriticalRegionAndAcquireResourceExclusive(_last);") && (shape.IsUnbalanced || found.Length == 1);
        table.Row(
            shape.Name, size, best.Blocks, best.Graph.TotalMilliseconds, best.Lower.TotalMilliseconds, best.Solve.TotalMilliseconds,
            total * 1000 / best.Blocks,
            before == 0 ? "-" : size == 1_000 && limit == double.MaxValue ? Table.Gate(growth.ToString("F1", System.Globalization.CultureInfo.InvariantCulture), growth <= 15) : growth,
            best.Solver.Visits, best.Solver.Transfers, Counters.MostPropertyStates(best), best.Ir.Facts.Dropped, counters,
            Table.Gate(found.Length == 0 ? "silent" : found.Length == 1 ? "found" : $"{found.Length} reports", isRight));
        return total;
    }
}
