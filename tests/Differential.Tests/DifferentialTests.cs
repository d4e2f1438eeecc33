using System.Globalization;
using DdiCompliance.Differential.Tests.Comparing;
using DdiCompliance.Differential.Tests.Programs;
using Xunit;

namespace DdiCompliance.Differential.Tests;

/// <summary>
/// Generated programs, analysed and executed: what an execution breaks is reported, and what is reported some execution breaks.
/// <c>DDI_PROGRAMS=20000</c> runs many, <c>DDI_SEED</c> others, <c>DDI_SHRINK=2</c> prints two shrunk programs for each kind of disagreement,
/// <c>DDI_REPORT</c> names a file for all of it.
/// </summary>
public class DifferentialTests(ITestOutputHelper output)
{
    private const int DefaultPrograms = 120;
    private const int CorrectPrograms = 40;

    // What is known to be wrong, as measured over 20,000 programs with some room for other seeds; it may only shrink. Disagreement says what the kinds are.
    private const double MostMissed = 0.03;
    private const double MostFalse = 0.03;
    private const double MostConsequences = 0.05;

    private static readonly Lazy<Task<Campaign>> s_campaign = new(new Campaign(Setting("DDI_SEED", 1), Setting("DDI_PROGRAMS", DefaultPrograms), Setting("DDI_SHRINK", 0)).RunAsync);

    [Fact]
    public async Task Diagnostics_and_executions_agree()
    {
        Campaign campaign = await s_campaign.Value;
        string report = campaign.ToString();
        if (Environment.GetEnvironmentVariable("DDI_REPORT") is { } file)
            await File.WriteAllTextAsync(file, report);
        output.WriteLine(report);
        Assert.InRange((double)campaign.Tally.Clean / campaign.Tally.Programs, 0.25, 0.75);
        Assert.True(campaign.Tally.MissedRate <= MostMissed, report);
        Assert.True(campaign.Tally.FalseRate <= MostFalse, report);
        Assert.True(campaign.Tally.ConsequenceRate <= MostConsequences, report);
    }

    [Fact]
    public async Task The_laws_and_the_runtime_agree()
    {
        Campaign campaign = await s_campaign.Value;
        Assert.True(campaign.OnRuntime.Count == 0, string.Join('\n', campaign.OnRuntime.DistinctBy(static text => text[..text.IndexOf(' ', StringComparison.Ordinal)]).Take(20)));
        Assert.True(campaign.Confirmed.Count > 3, $"too few laws were broken in {campaign.RunsOnRuntime} runs");
    }

    [Fact]
    public async Task Programs_without_mistakes_break_no_law()
    {
        IReadOnlyList<Subject> subjects = await Workbench.PrepareAsync(Enumerable.Range(Setting("DDI_SEED", 1), CorrectPrograms).Select(Generator.Generate));
        string[] broken = [.. subjects.Select(Comparison.Of).Where(static comparison => comparison.First.Count > 0)
            .Select(static comparison => $"{comparison.First[0]}\n{comparison.Subject.Source}")];
        Assert.True(broken.Length == 0, string.Join('\n', broken.Take(3)));
        Assert.Equal(CorrectPrograms, subjects.Count);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
