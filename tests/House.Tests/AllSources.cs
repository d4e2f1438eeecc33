using System.IO.Compression;
using DdiCompliance.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace DdiCompliance.House.Tests;

/// <summary>All C# there is at hand: every file of the templates that the SDK brings, placeholders and all, and every file of this repository.</summary>
public class AllSources
{
    private static readonly AnalyzerOptions s_noOptions = new([]);

    [Fact]
    public async Task Of_the_repository_are_analysed_the_same_way_twice()
    {
        // One compilation, in which names clash and nothing refers to the right packages: what is said does not matter, that it is said twice does.
        // The cases are analysed so elsewhere.
        SyntaxTree[] trees =
        [
            .. Repository.Files("", "*.cs").Where(static path => !path.Contains("Cases", StringComparison.Ordinal))
                .Select(static path => CaseCompilation.Parse(SourceText.From(File.ReadAllText(path)), Repository.Relative(path))),
        ];
        Assert.True(trees.Length > 400, $"only {trees.Length} files");
        CSharpCompilation compilation = Compile(trees);
        string first = await DescribeAsync(compilation, concurrent: false);
        string second = await DescribeAsync(compilation, concurrent: true);
        Assert.DoesNotContain("threw", first);
        Assert.True(first == second, TextDifference.Describe(first, second));
    }

    [Fact]
    public async Task Of_the_templates_are_analysed_without_a_word_and_the_same_way_twice()
    {
        SyntaxTree[] trees = [.. Templates().Select(static (source, index) => CaseCompilation.Parse(SourceText.From(source), $"Template{index}.cs"))];
        Assert.SkipWhen(trees.Length == 0, "this SDK brings no templates");
        Assert.True(trees.Length > 20, $"only {trees.Length} files");
        CSharpCompilation compilation = Compile(trees);
        string first = await DescribeAsync(compilation, concurrent: false);
        string second = await DescribeAsync(compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(trees.Reverse()), concurrent: true);
        Assert.Equal(first, second);
        Assert.Equal("", first);
    }

    private static CSharpCompilation Compile(SyntaxTree[] trees) => CSharpCompilation.Create(
        "Sources", trees, CaseCompilation.FrameworkReferences.Add(CaseCompilation.RuntimeReference), new CSharpCompilationOptions(OutputKind.ConsoleApplication));

    private static async Task<string> DescribeAsync(CSharpCompilation compilation, bool concurrent)
    {
        CaseAnalysis analysis = await CaseAnalysis.RunAsync(compilation, Product.Analyzers, s_noOptions, concurrent);
        return string.Join('\n', analysis.Crashes.Concat(analysis.Diagnostics.Select(static diagnostic => diagnostic.ToString())));
    }

    private static IEnumerable<string> Templates()
    {
        // The runtime lives in shared/<framework>/<version> of the folder that has the templates.
        string templates = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "templates"));
        string[] packages = Directory.Exists(templates) ? Directory.GetFiles(templates, "*.nupkg", SearchOption.AllDirectories) : [];
        foreach (string package in packages.Order(StringComparer.Ordinal))
        {
            using ZipArchive archive = ZipFile.OpenRead(package);
            foreach (ZipArchiveEntry entry in archive.Entries.Where(static entry => entry.Name.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)))
            {
                using StreamReader reader = new(entry.Open());
                yield return reader.ReadToEnd();
            }
        }
    }
}
