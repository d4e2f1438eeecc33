using DdiCompliance.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace DdiCompliance.House.Tests;

/// <summary>What a rule's page says is so: its facts are the descriptor's, its violations are reported where it says, its clean code is clean.</summary>
public class PagesTellTheTruth
{
    public static IEnumerable<TheoryDataRow<string>> Pages() => Product.Rules.Keys
        .Where(static id => File.Exists(PathOf(id)))
        .Select(static id => new TheoryDataRow<string>(id) { TestDisplayName = id });

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Pages))]
    public void Facts_are_the_rules(string id)
    {
        RulePage page = RulePage.Read(PathOf(id));
        DiagnosticDescriptor rule = Product.Rules[id];
        Assert.Equal($"# {id} {RuleNames.ById[id]}", page.Heading);
        Assert.Equal(RulesAreComplete.SeverityOf(rule), page.Facts.GetValueOrDefault("Severity")?.Split(' ')[0]);
        Assert.Contains("Kernel", page.Facts);
        Assert.Contains("Fix", page.Facts);
        if (!Product.Fixes.IsEmpty)
        {
            Assert.Equal(Product.Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(id)), !page.Facts["Fix"].StartsWith("none", StringComparison.Ordinal));
        }
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Pages))]
    public async Task Examples_do_what_they_say(string id)
    {
        RulePage page = RulePage.Read(PathOf(id));
        Assert.NotEmpty(page.Violates);
        Assert.NotEmpty(page.Clean);
        foreach (PageExample example in page.Violates)
        {
            Assert.Equal(example.Expected(id), await ReportedAsync(example, id));
            Assert.Contains(example.Expected(id), claim => claim.EndsWith(id, StringComparison.Ordinal));
        }

        foreach (PageExample example in page.Clean)
        {
            Assert.Empty(await ReportedAsync(example, id));
        }
    }

    private static async Task<IEnumerable<string>> ReportedAsync(PageExample example, string id)
    {
        AnnotatedCase source = example.ToCase(id);
        CSharpCompilation compilation = CaseVerifier.OfProduct.Compile(source);
        Assert.Equal("", CaseVerifier.ErrorsOf(compilation));
        CaseAnalysis analysis = await CaseAnalysis.RunAsync(compilation, Product.Analyzers, CaseSurroundings.Of(source));
        Assert.Empty(analysis.Crashes);
        return analysis.Diagnostics.Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Info || diagnostic.Id == id)
            .Select(static diagnostic => $"{DiagnosticOrder.PathOf(diagnostic)}({diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}): {diagnostic.Id}")
            .Order(StringComparer.Ordinal);
    }

    private static string PathOf(string id) => Repository.PathOf("docs", "rules", $"{id}.md");
}
