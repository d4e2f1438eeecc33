using System.Collections.Immutable;
using DdiCompliance.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace DdiCompliance.House.Tests;

/// <summary>The rules keep quiet where there is nothing to say: in the sample that keeps every law, and in the project's own sources.</summary>
public class CleanStaysClean
{
    // A partial method whose body a source generator would write: no generator runs here.
    private const string GeneratedPart = "CS8795";

    private static readonly AnalyzerOptions s_noOptions = new(ImmutableArray<AdditionalText>.Empty);

    // Not src/Runtime: its bodies are the locks themselves, and its guards hand holds to whoever disposes of them.
    public static TheoryData<string> OwnSources =>
        ["samples/Clean", "src/Runtime", "src/Analyzers", "src/CodeFixes", "tests/Testing", "tests/Analyzers.Tests", "tests/House.Tests"];

    [Theory]
    [MemberData(nameof(OwnSources))]
    public async Task Nothing_is_reported_in(string folder)
    {
        CSharpCompilation compilation = SampleSources.Compile(folder);
        Assert.NotEmpty(compilation.SyntaxTrees);
        Assert.Empty(compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != GeneratedPart));
        Assert.SkipWhen(Product.Rules.IsEmpty, "there is no analyzer yet");
        CaseAnalysis analysis = await CaseAnalysis.RunAsync(compilation, Product.Analyzers, s_noOptions);
        string said = string.Join('\n', analysis.Crashes.Distinct().Take(2).Concat(analysis.Diagnostics.Select(static diagnostic => diagnostic.ToString())));
        Assert.True(said.Length == 0, said);
    }

    [Theory]
    [InlineData("Broken")]
    [InlineData("BrokenByDesign")]
    public async Task A_broken_sample_says_exactly_what_is_expected(string sample)
    {
        CSharpCompilation compilation = SampleSources.Compile("samples/" + sample);
        Assert.Equal("", CaseVerifier.ErrorsOf(compilation));
        Assert.SkipWhen(Product.Rules.IsEmpty, "there is no analyzer yet");
        CaseAnalysis analysis = await CaseAnalysis.RunAsync(compilation, Product.Analyzers, s_noOptions);
        Assert.Empty(analysis.Crashes);
        string? difference = Snapshot.CompareFile(Repository.PathOf("samples", sample, "expected.txt"), SampleSources.Describe(analysis.Diagnostics));
        Assert.True(difference is null, difference);
    }

    [Fact]
    public async Task The_broken_samples_break_every_region_and_balance_law()
    {
        string[] laws = [.. Product.Rules.Keys.Where(static id => id.StartsWith("DDI1", StringComparison.Ordinal) || id.StartsWith("DDI2", StringComparison.Ordinal))];
        Assert.SkipWhen(laws.Length == 0, "there is no region or balance law yet");
        CaseAnalysis fixable = await CaseAnalysis.RunAsync(SampleSources.Compile("samples/Broken"), Product.Analyzers, s_noOptions);
        CaseAnalysis design = await CaseAnalysis.RunAsync(SampleSources.Compile("samples/BrokenByDesign"), Product.Analyzers, s_noOptions);
        Assert.Empty(laws.Except(fixable.Diagnostics.Concat(design.Diagnostics).Select(static diagnostic => diagnostic.Id)));
    }
}
