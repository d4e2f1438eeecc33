namespace DdiCompliance.Runtime.Tests.Resources.Interleaving;

public class InterleavingTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0, "XX", "XX")]
    [InlineData(0, "XS", "SX")]
    [InlineData(0, "XT", "TS")]
    [InlineData(0, "X", "X", "X")]
    [InlineData(0, "X", "S", "S")]
    [InlineData(0, "X", "X", "S")]
    [InlineData(0, "T", "X", "S")]
    [InlineData(2, "SX", "SX")]
    [InlineData(2, "SS", "XT")]
    [InlineData(1, "S", "S", "X")]
    [InlineData(1, "S", "X", "T")]
    [InlineData(3, "SS", "TTX")]
    public void Every_interleaving_excludes_wakes_everybody_and_ends_free(int biasBudget, params string[] programs)
    {
        Explorer explorer = new(Fault.None);
        string? problem = explorer.Explore(programs, biasBudget);
        output.WriteLine($"{explorer.States} states");
        Assert.True(problem is null, problem);
    }

    [Theory]
    [InlineData(Fault.NoFenceBeforeQueueing, 0, "X", "X")]
    [InlineData(Fault.NoBarrierInRevoke, 1, "S", "X")]
    [InlineData(Fault.EntersWithoutAsking, 1, "S", "X")]
    [InlineData(Fault.LeavesWithoutAsking, 1, "S", "X")]
    [InlineData(Fault.ImportedIsNotLookedAt, 2, "S", "T")]
    [InlineData(Fault.ImportsTwice, 2, "S", "TT")]
    [InlineData(Fault.BiasedHoldsAreNotCounted, 1, "S", "X")]
    [InlineData(Fault.WaitersBitIsDropped, 0, "X", "X", "X")]
    [InlineData(Fault.BargingReader, 0, "S", "X", "S")]
    [InlineData(Fault.HandOverForgetsTheDecider, 0, "X", "X", "X")]
    [InlineData(Fault.FreezeGivesNoG, 0, "X", "X")]
    [InlineData(Fault.LowHalfIsNotLookedAt, 0, "X", "S")]
    [InlineData(Fault.HighHalfIsNotLookedAtAgain, 0, "X", "X", "X")]
    [InlineData(Fault.TakesBackBlindly, 0, "X", "X", "X")]
    public void A_protocol_with_a_step_left_out_is_found_wrong(Fault fault, int biasBudget, params string[] programs)
    {
        Explorer explorer = new(fault);
        string? problem = explorer.Explore(programs, biasBudget);
        output.WriteLine($"{explorer.States} states: {problem?.Split(Environment.NewLine)[0]}");
        Assert.NotNull(problem);
    }
}
