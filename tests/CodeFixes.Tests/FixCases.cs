using DdiCompliance.Testing;
using Xunit;

namespace DdiCompliance.CodeFixes.Tests;

/// <summary>The cases that fixes are tried on.</summary>
internal static class FixCases
{
    /// <summary>The cases written for a fix.</summary>
    public const string Folder = "tests/CodeFixes.Tests/Cases";

    /// <summary>Of all cases with a violation those whose turn it is: the shares are tried side by side.</summary>
    public static IEnumerable<TheoryDataRow<string, string>> Share(int share, int of) =>
        In("tests/Analyzers.Tests/Cases", Folder)
            .Where(static row => CaseReader.ReadFile(row.Data.Item2, row.Data.Item1).ExpectsViolations)
            .Where((_, index) => index % of == share);

    public static IEnumerable<TheoryDataRow<string, string>> In(params string[] folders) =>
        folders.SelectMany(static folder => CaseReader.Find(folder))
            .Select(static found => new TheoryDataRow<string, string>(found.Name, found.Path) { TestDisplayName = found.Name });
}
