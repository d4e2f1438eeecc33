using System.Collections.Concurrent;
using System.Collections.Immutable;
using DdiCompliance.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace DdiCompliance.House.Tests;

/// <summary>Code is broken most of the time it is typed: no analyzer may throw on any of it, and its answer must not depend on the order of work.</summary>
public class NothingThrows
{
    // A cut in every line or two ends in the middle of every kind of statement. All of them take more than a minute of processor time,
    // so a person's run takes every seventh, which over all cases still meets every kind, and CI takes all.
    private static readonly int s_cutEvery = Environment.GetEnvironmentVariable("CI") == "true" ? 50 : 350;

    private static readonly ImmutableDictionary<string, ReportDiagnostic> s_severities = CaseAnalysis.EnableAll(Product.Rules.Values);

    private static readonly Lazy<ImmutableArray<AnnotatedCase>> s_cases = new(static () =>
        [.. new[] { "tests/Analyzers.Tests/Cases", "tests/CodeFixes.Tests/Cases" }.SelectMany(CaseReader.Find).Select(static found => CaseReader.ReadFile(found.Path, found.Name))]);

    [Fact]
    public async Task Truncated_code_is_analysed_the_same_way_twice()
    {
        SkipWithoutRules();
        var problems = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Cuts(), async (cut, _) =>
        {
            string first = await DescribeAsync(cut.Source, cut.Trees, concurrent: false);
            string second = await DescribeAsync(cut.Source, cut.Trees, concurrent: true);
            if (first != second || first.Contains("threw", StringComparison.Ordinal))
            {
                problems.Add($"cut at {cut.Length}:\n{TextDifference.Describe(first, second)}\n{first}");
            }
        });
        Assert.True(problems.IsEmpty, string.Join('\n', problems.Take(5)));
    }

    [Fact]
    public async Task The_order_of_documents_and_work_does_not_matter()
    {
        SkipWithoutRules();
        var problems = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(s_cases.Value, async (source, _) =>
        {
            SyntaxTree[] trees = [.. Trees(source)];
            string expected = await DescribeAsync(source, trees, concurrent: false);
            foreach ((bool concurrent, bool isFresh) in new[] { (true, false), (false, false), (true, true) })
            {
                // Files that are read anew bring no summaries from the analyses before.
                trees = isFresh ? [.. Trees(source)] : trees;
                Array.Reverse(trees);
                string actual = await DescribeAsync(source, trees, concurrent);
                if (actual != expected)
                {
                    problems.Add($"{source.Name}:\n{TextDifference.Describe(expected, actual)}");
                }
            }
        });
        Assert.True(problems.IsEmpty, string.Join('\n', problems.Take(5)));
    }

    [Fact]
    public async Task All_cases_together_are_one_hard_compilation()
    {
        // Every case in one compilation: names clash, members are declared many times, and still nothing throws, twice the same.
        SkipWithoutRules();
        AnnotatedCase any = s_cases.Value.First(static source => source.UsesRuntime);
        SyntaxTree[] trees = [.. s_cases.Value.SelectMany(static source => source.Documents.Select(document => CaseCompilation.Parse(document.Source, $"{source.Name}/{document.Name}")))];
        string sequential = await DescribeAsync(any, trees, concurrent: false);
        string concurrent = await DescribeAsync(any, trees, concurrent: true);
        Assert.DoesNotContain("threw", sequential);
        Assert.True(sequential == concurrent, TextDifference.Describe(sequential, concurrent));
    }

    // One compilation for each length: every longer case, cut there, in a namespace of its own. A compilation for each cut would spend
    // its time on references.
    private static IEnumerable<(AnnotatedCase Source, SyntaxTree[] Trees, int Length)> Cuts() =>
        from alike in s_cases.Value.Index().GroupBy(static entry => Surroundings(entry.Item))
        from length in Enumerable.Range(0, alike.Max(static entry => entry.Item.Documents[0].Text.Length) / s_cutEvery).Select(static cut => cut * s_cutEvery)
        select (alike.First().Item, alike.Where(entry => entry.Item.Documents[0].Text.Length > length).SelectMany(entry => CutAt(entry.Index, entry.Item, length)).ToArray(), length);

    private static string Surroundings(AnnotatedCase source) => string.Join('\n',
        source.Options.Select(static option => $"{option}").Order(StringComparer.Ordinal).Concat(source.AdditionalFiles.Select(static file => file.Text)).Append($"{source.UsesRuntime}"));

    private static IEnumerable<SyntaxTree> CutAt(int index, AnnotatedCase source, int length) => source.Documents.Select((document, i) =>
        CaseCompilation.Parse(SourceText.From($"namespace Case{index};\n{(i == 0 ? document.Text[..length] : document.Text)}"), $"{source.Name}/{document.Name}"));

    private static void SkipWithoutRules()
    {
        Assert.SkipWhen(Product.Rules.IsEmpty, "there is no analyzer yet");
        Assert.NotEmpty(s_cases.Value);
    }

    private static IEnumerable<SyntaxTree> Trees(AnnotatedCase source) =>
        source.Documents.Select(static document => CaseCompilation.Parse(document.Source, document.Name));

    private static async Task<string> DescribeAsync(AnnotatedCase source, IEnumerable<SyntaxTree> trees, bool concurrent)
    {
        CSharpCompilation compilation = CaseCompilation.Create(source, trees, s_severities);
        CaseAnalysis analysis = await CaseAnalysis.RunAsync(compilation, Product.Analyzers, CaseSurroundings.Of(source), concurrent);
        return string.Join('\n', analysis.Crashes.Concat(analysis.Diagnostics.Select(static diagnostic => diagnostic.ToString())));
    }
}
