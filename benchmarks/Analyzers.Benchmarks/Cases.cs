using System.Text;
using DdiCompliance.Testing;
using Microsoft.CodeAnalysis.CSharp;

namespace Analyzers.Benchmarks;

/// <summary>Every annotated source of the tests, and what is said about each: two versions of the engine can be compared line by line.</summary>
internal static class Cases
{
    public static IEnumerable<AnnotatedCase> All { get; } =
        [.. CaseReader.Find("tests/Analyzers.Tests/Cases").Select(static found => CaseReader.ReadFile(found.Path, found.Name))];

    public static async Task<string> DescribeAsync()
    {
        var text = new StringBuilder();
        foreach (AnnotatedCase source in All)
        {
            CSharpCompilation compilation = CaseCompilation.Create(source, CaseAnalysis.EnableAll(Product.Rules.Values));
            CaseAnalysis analysis = await CaseAnalysis.RunAsync(compilation, Product.Analyzers, CaseSurroundings.Of(source));
            text.Append("== ").Append(source.Name).Append('\n').AppendJoin('\n', analysis.Crashes).Append(Snapshot.Render(source, analysis.Diagnostics));
        }

        return text.ToString();
    }
}
