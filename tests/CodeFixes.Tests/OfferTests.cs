using DdiCompliance.Testing;
using DdiCompliance.Testing.Fixing;
using Xunit;

namespace DdiCompliance.CodeFixes.Tests;

/// <summary>Every fix offered for any case of the repository keeps its promises. A class runs on one thread, so the cases are shared by several.</summary>
public abstract class OfferTests(FixScoreboard scoreboard)
{
    /// <summary>The number of classes below.</summary>
    protected const int Shares = 2;

    protected async Task VerifyAsync(string name, string path)
    {
        FixReport report = await FixVerifier.OfProduct.VerifyAsync(CaseReader.ReadFile(path, name));
        scoreboard.Add(report.Scores);
        Assert.True(report.Problems.IsEmpty, string.Join("\n", report.Problems));
    }
}

/// <summary>The first share of the cases.</summary>
public sealed class FirstOfferTests(FixScoreboard scoreboard) : OfferTests(scoreboard)
{
    public static IEnumerable<TheoryDataRow<string, string>> Cases() => FixCases.Share(0, Shares);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Every_offer_keeps_its_promises(string name, string path) => VerifyAsync(name, path);
}

/// <summary>The second share of the cases.</summary>
public sealed class SecondOfferTests(FixScoreboard scoreboard) : OfferTests(scoreboard)
{
    public static IEnumerable<TheoryDataRow<string, string>> Cases() => FixCases.Share(1, Shares);

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Every_offer_keeps_its_promises(string name, string path) => VerifyAsync(name, path);
}
