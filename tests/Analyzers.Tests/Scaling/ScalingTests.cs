using System.Collections.Immutable;
using DdiCompliance.Analyzers.Flow.Solving;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace DdiCompliance.Analyzers.Tests.Scaling;

/// <summary>
/// Work is proportional to the method, counted and not timed, and what is planted at the end of it is found: nothing is given up
/// without a word.
/// </summary>
public class ScalingTests
{
    private const string Planted = $"DDI2002 {Shape.LeakMark}ExEnterCriticalRegionAndAcquireResourceExclusive(_last);";

    public static IEnumerable<TheoryDataRow<string, int>> Sizes() =>
        from shape in Shapes.Long
        from size in new[] { 10, 100, 300 }
        select new TheoryDataRow<string, int>(shape.Name, size);

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Work_grows_with_the_method_and_the_leak_at_its_end_is_found(string name, int size) =>
        await VerifyAsync(Shapes.Long.Single(shape => shape.Name == name), size);

    [Theory]
    [InlineData("nested try/finally", 64)]
    [InlineData("finally in finally", 64)]
    [InlineData("nested ifs", 200)]
    [InlineData("terms in one expression", 2_000)]
    [InlineData("correlated flags x locks", 8)]
    [InlineData("correlated flags x locks", 32)]
    [InlineData("correlated flags x locks", 96)]
    [InlineData("call chain", 200)]
    [InlineData("recursion", 20)]
    public async Task Deep_and_tangled_methods_are_followed_to_their_end(string name, int size) =>
        await VerifyAsync(Shapes.Hard.Single(hard => hard.Shape.Name == name).Shape, size);

    [Fact]
    public void The_counters_say_so_when_a_shape_needs_more()
    {
        // A limit that nothing can exceed would prove nothing: loops do not pass for acyclic code.
        Shape loops = Shapes.Long.Single(static shape => shape.Name == "unbalanced loops");
        EngineRun run = EngineRun.Of(EngineRun.Compile(loops.Source(30)));
        Assert.Null(Counters.Problem(loops, run));
        Assert.NotNull(Counters.Problem(loops with { Growth = Growth.Acyclic }, run));
    }

    [Fact]
    public void A_branch_without_consequence_is_passed_over()
    {
        Shape shape = Shapes.Long.Single(static shape => shape.Name == "ifs of no consequence");
        EngineRun run = EngineRun.Of(EngineRun.Compile(shape.Source(100)));
        Assert.True(run.Solver.Visits < 10, $"{run.Solver.Visits} visits of {run.Blocks} blocks");
    }

    private static async Task VerifyAsync(Shape shape, int size)
    {
        CSharpCompilation compilation = EngineRun.Compile(shape.Source(size));
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
        EngineRun run = EngineRun.Of(compilation);
        Assert.Null(Counters.Problem(shape, run));
        Assert.Contains(run.Events, static e => (e.Broken & Outcome.HeldAtExit) != 0 && e.Lock?.ToString() == "_last");
        ImmutableArray<string> found = await EngineRun.DiagnoseAsync(compilation);
        Assert.Contains(Planted, found);
        if (!shape.IsUnbalanced)
        {
            Assert.Equal([Planted], found);
        }
    }
}
