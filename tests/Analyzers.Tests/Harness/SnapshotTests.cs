using DdiCompliance.Testing;
using DdiCompliance.Testing.Specimens;
using Microsoft.CodeAnalysis;
using Xunit;

namespace DdiCompliance.Analyzers.Tests.Harness;

/// <summary>A snapshot holds the words and the places, and differs when any of them does.</summary>
public sealed class SnapshotTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("snapshot");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Severity_message_and_additional_locations_are_written()
    {
        AnnotatedCase source = CaseReader.Parse("class C\n{\n    static void Meh() => Meh();\n}\n//! file D.cs\nclass D { static void Bad() => Bad(); }\n")
            with
        { UsesRuntime = false };
        CaseAnalysis analysis = await CaseAnalysis.RunAsync(
            CaseCompilation.Create(source, System.Collections.Immutable.ImmutableDictionary<string, ReportDiagnostic>.Empty),
            [new SpecimenAnalyzer()],
            CaseSurroundings.Of(source));

        Assert.Equal(
            "(3,26) info TEST0002: 'Meh' is dull\n    (3,17) Meh\nD.cs(6,32) warning TEST0001: 'Bad' is bad\n",
            Snapshot.Render(source, analysis.Diagnostics));
    }

    [Theory]
    [InlineData("a\nb\n", "a\nb\n", null)]
    [InlineData("a\r\nb\r\n", "a\nb\n", null)]
    [InlineData("a\nb\n", "a\nc\n", "   2 - b\n     2 + c")]
    [InlineData(null, "a\n", "does not exist")]
    [InlineData("a\n", "", "differs")]
    [InlineData(null, "", null)]
    public void A_difference_is_shown_line_by_line(string? expected, string actual, string? report)
    {
        Assert.SkipWhen(Repository.AcceptsSnapshots, "snapshots are being written");
        string path = Path.Combine(_folder.FullName, "case.expected");
        if (expected is not null)
        {
            File.WriteAllText(path, expected);
        }

        string? difference = Snapshot.CompareFile(path, actual);
        Assert.Equal(report is null, difference is null);
        Assert.Contains(report ?? "", difference ?? "");
    }
}
