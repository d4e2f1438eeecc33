using DdiCompliance.Testing;
using DdiCompliance.Testing.Fixing;
using Xunit;

namespace DdiCompliance.CodeFixes.Tests;

/// <summary>Each fix writes exactly the code kept beside its case, and every fix offered for any case of the repository keeps its promises.</summary>
public class FixTests(FixScoreboard scoreboard) : IClassFixture<FixScoreboard>
{
    private const string FixFolder = "tests/CodeFixes.Tests/Cases";
    private static readonly string[] s_allFolders = ["tests/Analyzers.Tests/Cases", FixFolder];

    public static IEnumerable<TheoryDataRow<string, string>> FixCases() => Rows([FixFolder]);

    public static IEnumerable<TheoryDataRow<string, string>> AllCases() =>
        Rows(s_allFolders).Where(static row => CaseReader.ReadFile(row.Data.Item2, row.Data.Item1).ExpectsViolations);

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(FixCases))]
    public async Task Fixed_code_is_as_kept(string name, string path)
    {
        Assert.SkipWhen(Product.Fixes.IsEmpty, "there is no fix yet");
        (string text, string? problem) = await FixVerifier.OfProduct.FixedTextAsync(CaseReader.ReadFile(path, name));
        Assert.True(problem is null, problem);
        string? difference = Snapshot.CompareFile(Path.ChangeExtension(path, ".fixed.cs"), text);
        Assert.True(difference is null, difference);
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(AllCases))]
    public async Task Every_offer_keeps_its_promises(string name, string path)
    {
        Assert.SkipWhen(Product.Fixes.IsEmpty, "there is no fix yet");
        FixReport report = await FixVerifier.OfProduct.VerifyAsync(CaseReader.ReadFile(path, name));
        scoreboard.Add(report.Scores);
        Assert.True(report.Problems.IsEmpty, string.Join("\n", report.Problems));
    }

    private static IEnumerable<TheoryDataRow<string, string>> Rows(IEnumerable<string> folders) =>
        folders.SelectMany(static folder => CaseReader.Find(folder))
            .Select(static found => new TheoryDataRow<string, string>(found.Name, found.Path) { TestDisplayName = found.Name });
}
