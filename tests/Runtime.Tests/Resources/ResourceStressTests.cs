using System.Diagnostics;

namespace DdiCompliance.Runtime.Tests.Resources;

public class ResourceStressTests(ITestOutputHelper output)
{
    /// <summary>The long run: <c>DDI_STRESS_OPERATIONS=100000000 dotnet run --project tests/Runtime.Tests -- -class "*ResourceStressTests"</c>.</summary>
    private static readonly long s_operations =
        long.TryParse(Environment.GetEnvironmentVariable("DDI_STRESS_OPERATIONS"), out long operations) ? operations : 150_000;

    [Theory]
    [InlineData(2, 1, 20)]
    [InlineData(2, 2, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(4, 1, 20)]
    [InlineData(4, 2, 1)]
    public void Random_operations_keep_every_invariant(int threads, int resources, int exclusivePercent)
    {
        int seed = Environment.TickCount & 0xFFFFF;
        output.WriteLine($"seed {seed}, {threads} threads, {resources} resources, {exclusivePercent} % exclusive, {s_operations} operations");
        Stopwatch watch = Stopwatch.StartNew();
        ResourceStress stress = new(seed, threads, s_operations, resources, exclusivePercent);
        stress.Run();
        output.WriteLine($"{stress.Done} operations in {watch.Elapsed.TotalSeconds:F2} s");
    }
}
