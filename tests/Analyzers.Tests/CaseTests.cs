using DdiCompliance.Testing;
using Xunit;

namespace DdiCompliance.Analyzers.Tests;

/// <summary>Every annotated source under <c>Cases</c>: what is marked is reported there, and nothing else is.</summary>
public class CaseTests
{
    private const string Folder = "tests/Analyzers.Tests/Cases";

    public static IEnumerable<TheoryDataRow<string, string>> Cases() =>
        CaseReader.Find(Folder).Select(static found => new TheoryDataRow<string, string>(found.Name, found.Path) { TestDisplayName = found.Name });

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Cases))]
    public async Task Case(string name, string path)
    {
        AnnotatedCase source = CaseReader.ReadFile(path, name);
        Assert.SkipWhen(Product.Rules.IsEmpty, "there is no analyzer yet");
        string? difference = await CaseVerifier.OfProduct.VerifyAsync(source);
        Assert.True(difference is null, difference);
    }
}
