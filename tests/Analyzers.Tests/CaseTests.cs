using System.Collections.Concurrent;
using DdiCompliance.Testing;
using Xunit;

namespace DdiCompliance.Analyzers.Tests;

/// <summary>Every annotated source under <c>Cases</c>: what is marked is reported there, and nothing else is.</summary>
public class CaseTests
{
    private const string Folder = "tests/Analyzers.Tests/Cases";

    // Rules whose cases are written and which are not: their cases wait. The list shrinks with each of them.
    private static readonly string[] s_planned = ["DDI9003"];

    private static readonly ConcurrentDictionary<string, Task<CaseOutcome>> s_outcomes = [];

    public static IEnumerable<TheoryDataRow<string, string>> Cases() =>
        CaseReader.Find(Folder).Select(static found => new TheoryDataRow<string, string>(found.Name, found.Path) { TestDisplayName = found.Name });

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Cases))]
    public async Task Case(string name, string path)
    {
        CaseOutcome outcome = await OutcomeAsync(name, path);
        Assert.True(outcome.Difference is null, outcome.Difference);
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(CasesAgain))]
    public async Task Words(string name, string path)
    {
        CaseOutcome outcome = await OutcomeAsync(name, path);
        Assert.SkipWhen(outcome.Difference is not null, "its marks are not met yet");
        Assert.True(outcome.WordDifference is null, outcome.WordDifference);
    }

    public static IEnumerable<TheoryDataRow<string, string>> CasesAgain() =>
        Cases().Select(static row => new TheoryDataRow<string, string>(row.Data.Item1, row.Data.Item2) { TestDisplayName = $"{row.Data.Item1} in words" });

    [Fact]
    public void No_planned_rule_is_there_already() => Assert.Empty(s_planned.Intersect(Product.Rules.Keys));

    // Both tests look at one analysis.
    private static Task<CaseOutcome> OutcomeAsync(string name, string path)
    {
        AnnotatedCase source = CaseReader.ReadFile(path, name);
        string? planned = source.NamedRules.FirstOrDefault(s_planned.Contains);
        Assert.SkipWhen(planned is not null, $"{planned} is not written yet");
        return s_outcomes.GetOrAdd(path, _ => CaseVerifier.OfProduct.VerifyAsync(source));
    }
}
