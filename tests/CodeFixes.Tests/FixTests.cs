using DdiCompliance.Testing;
using DdiCompliance.Testing.Fixing;
using Xunit;

namespace DdiCompliance.CodeFixes.Tests;

/// <summary>Each fix writes exactly the code kept beside its case.</summary>
public class FixTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Cases() => FixCases.In(FixCases.Folder);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Fixed_code_is_as_kept(string name, string path)
    {
        (string text, string? problem) = await FixVerifier.OfProduct.FixedTextAsync(CaseReader.ReadFile(path, name));
        Assert.True(problem is null, problem);
        string? difference = Snapshot.CompareFile(Path.ChangeExtension(path, ".fixed.cs"), text);
        Assert.True(difference is null, difference);
    }
}
