using System.Text.RegularExpressions;
using DdiCompliance.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace DdiCompliance.Package.Tests;

/// <summary>
/// Projects outside the repository that know nothing but the two packages: what <c>dotnet build</c> prints and what its SARIF holds is what the
/// sample is expected to say, at the severities of the chosen mode.
/// </summary>
public partial class ConsumerTests(ConsumerBuild build) : IClassFixture<ConsumerBuild>
{
    private static readonly string[] s_expected = File.ReadAllLines(Repository.PathOf("samples", "Broken", "expected.txt"));

    public static TheoryData<string> Modes => [.. Preset.Modes];

    public static TheoryData<string> Samples => [.. ConsumerBuild.Samples];

    [Fact]
    public void The_build_prints_every_warning_of_the_sample() => Assert.Equal(s_expected.Order(StringComparer.Ordinal), PrintedBy("All"));

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_without_the_runtime_says_what_it_is_expected_to_say(string sample)
    {
        string[] printed = PrintedBy(sample);
        Assert.NotEmpty(printed);
        string? difference = Snapshot.CompareFile(Repository.PathOf("samples", sample, "expected.txt"), string.Concat(printed.Select(static line => line + "\n")));
        Assert.True(difference is null, difference);
    }

    [Fact]
    public async Task The_SARIF_file_is_valid()
    {
        const string Tool = "@microsoft/sarif-multitool";
        string folder = Path.GetDirectoryName(build.SarifPathOf("All"))!;
        (int missing, string why) = await Command.RunAsync(folder, "npx", "--yes", Tool, "help");
        Assert.SkipWhen(missing != 0 && !why.Contains("validate", StringComparison.Ordinal), $"npm does not bring {Tool}: {why}");
        (int exitCode, string output) = await Command.RunAsync(folder, "npx", "--yes", Tool, "validate", build.SarifPathOf("All"));
        Assert.True(exitCode == 0, output);
        Assert.Contains("Analysis completed successfully", output, StringComparison.Ordinal);
        Assert.DoesNotContain(": error SARIF", output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_mode_sets_the_severities(string mode)
    {
        ILookup<string, string> levels = build.SarifOf(mode).ToLookup(static result => result.Id, static result => result.Level);
        foreach (IGrouping<string, string> expected in s_expected.Select(static line => RuleOf(line)).GroupBy(static id => id))
        {
            string[] allowed = Levels(mode, Product.Rules[expected.Key]);
            Assert.Equal(allowed.Length == 0 ? 0 : expected.Count(), levels[expected.Key].Count());
            Assert.All(levels[expected.Key], level => Assert.Contains(level, allowed));
        }
    }

    [Fact]
    public void Only_errors_fail_a_build() =>
        Assert.Equal(["AllErrors", "Unknown"], ConsumerBuild.Projects.Where(build.IsFailed).Order(StringComparer.Ordinal));

    [Fact]
    public void A_mode_that_does_not_exist_is_an_error() => Assert.Contains("DdiComplianceAnalysisMode 'Loud' is none of None, Default, Recommended, All, AllErrors.", build.OutputOf("Unknown"));

    [Fact]
    public void An_editorconfig_of_the_project_wins_over_the_mode() => Assert.DoesNotContain(build.SarifOf("Own"), static result => result.Id == "DDI2002" || result.Level == "error");

    [Fact]
    public void A_reference_through_another_project_brings_the_rules() => Assert.Contains(build.SarifOf("Transitive"), static result => result.Id == "DDI2002");

    [Fact]
    public void Every_result_carries_its_help_link()
    {
        Assert.NotEmpty(build.SarifOf("All"));
        Assert.All(build.SarifOf("All"), static result => Assert.EndsWith($"/docs/rules/{result.Id}.md", result.Help));
    }

    private string[] PrintedBy(string project) =>
        [.. PrintedLine().Matches(build.OutputOf(project))
            .Select(static match => $"{match.Groups["at"]}: {match.Groups["id"]}: {match.Groups["text"]}")
            .Distinct()
            .Order(StringComparer.Ordinal)];

    // A rule may report at a severity of its own below or above its default, unless the mode sets one.
    private static string[] Levels(string mode, DiagnosticDescriptor rule) => Preset.Severity(mode, rule) switch
    {
        "none" => [],
        "warning" => ["warning"],
        "error" => ["error"],
        _ => ["warning", "note"],
    };

    private static string RuleOf(string line) => RuleId().Match(line).Value;

    [GeneratedRegex(@"(?<at>\w+\.cs\(\d+,\d+\)): warning (?<id>DDI\d{4}): (?<text>.*?) \(https?://")]
    private static partial Regex PrintedLine();

    [GeneratedRegex(@"DDI\d{4}")]
    private static partial Regex RuleId();
}
