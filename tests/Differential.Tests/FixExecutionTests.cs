using System.Globalization;
using DdiCompliance.Differential.Tests.Fixing;
using Xunit;

namespace DdiCompliance.Differential.Tests;

/// <summary>
/// Generated programs with mistakes are repaired by the code fixes and executed before and after: afterwards no law is broken, and the same is done.
/// <c>DDI_FIXED=2000</c> repairs many programs, <c>DDI_SEED</c> others, <c>DDI_REPORT</c> names a file for what deviates.
/// </summary>
public class FixExecutionTests(ITestOutputHelper output)
{
    private const int DefaultPrograms = 150;

    [Fact]
    public async Task Fixed_programs_break_no_law_and_do_the_same()
    {
        FixCampaign campaign = await new FixCampaign(Setting("DDI_SEED", 1), Setting("DDI_FIXED", DefaultPrograms)).RunAsync();
        string report = campaign.ToString();
        if (Environment.GetEnvironmentVariable("DDI_REPORT") is { } file)
            await File.WriteAllTextAsync(file + ".fixed", report);
        output.WriteLine(report);
        Assert.True(campaign.Deviations.Count == 0, report);
        Assert.True(campaign.Mended > campaign.Programs, report);
    }

    // A loop that acquires once more each round: nobody counts the rounds, so no fix is offered, nor one that makes such a loop. Each was fixed wrongly once.
    [Theory]
    [InlineData(7771)]
    [InlineData(70125)]
    [InlineData(50507)]
    [InlineData(300100)]
    [InlineData(300284)]
    public async Task Locks_that_accumulate_in_a_loop_are_left_alone(int seed)
    {
        FixCampaign campaign = await new FixCampaign(seed, 1).RunAsync();
        Assert.Equal((1, 0), (campaign.Wrong, campaign.Changed));
    }

    // A partner switched in a method for one of its callers' paths, a release of what was not always acquired, a release that a loop needs each round, a leave where a path enters too late.
    [Theory]
    [InlineData(500087)]
    [InlineData(500239)]
    [InlineData(700242)]
    [InlineData(800067)]
    public async Task Programs_that_were_fixed_wrongly_once_do_the_same(int seed)
    {
        FixCampaign campaign = await new FixCampaign(seed, 1).RunAsync();
        Assert.Equal(1, campaign.Wrong);
        Assert.True(campaign.Deviations.Count == 0, campaign.ToString());
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
