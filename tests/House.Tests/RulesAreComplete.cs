using System.Collections.Immutable;
using System.Reflection;
using DdiCompliance.Testing;
using Microsoft.CodeAnalysis;
using Xunit;

namespace DdiCompliance.House.Tests;

/// <summary>A rule is its id, its name, its page, its cases, its release line and its fix or the reason for having none. Whatever is missing is named.</summary>
public class RulesAreComplete
{
    private const string CaseFolder = "tests/Analyzers.Tests/Cases";
    private const string HelpFolder = "/docs/rules/";

    public static IEnumerable<TheoryDataRow<string>> Rules() => Product.Rules.Keys.Select(static id => new TheoryDataRow<string>(id) { TestDisplayName = id });

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Rules))]
    public void Nothing_is_missing(string id)
    {
        string[] missing = [.. Missing(Product.Rules[id])];
        Assert.True(missing.Length == 0, string.Join('\n', missing));
    }

    [Fact]
    public void Every_id_has_a_rule_and_every_rule_a_named_id()
    {
        Assert.SkipWhen(Product.Rules.IsEmpty, "there is no analyzer yet");
        Assert.Equal(Product.Rules.Keys, RuleNames.ById.Keys);
    }

    [Fact]
    public void No_page_or_case_folder_is_left_without_a_rule()
    {
        Assert.SkipWhen(Product.Rules.IsEmpty, "there is no analyzer yet");
        IEnumerable<string> pages = Repository.Files("docs/rules", "DDI*.md").Select(static path => Path.GetFileNameWithoutExtension(path));
        Assert.Empty(pages.Except(Product.Rules.Keys));
    }

    [Fact]
    public void The_readme_lists_every_rule()
    {
        const string Begin = "<!-- rules: written by House.Tests with ACCEPT=1 -->\n| id | name | severity | what it finds |\n|---|---|---|---|\n";
        const string End = "<!-- end of rules -->";
        string path = Repository.PathOf("README.md");
        string readme = File.ReadAllText(path).ReplaceLineEndings("\n");
        int begin = readme.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = readme.IndexOf(End, StringComparison.Ordinal);
        Assert.InRange(begin, Begin.Length, end);
        string table = string.Concat(Product.Rules.Values.Select(static rule =>
            $"| [{rule.Id}](docs/rules/{rule.Id}.md) | {RuleNames.ById.GetValueOrDefault(rule.Id)} | {SeverityOf(rule)} | {rule.Title} |\n"));
        string? difference = Snapshot.CompareFile(path, readme[..begin] + table + readme[end..]);
        Assert.True(difference is null, difference);
    }

    /// <summary>A rule's severity as the pages and tables write it.</summary>
    internal static string SeverityOf(DiagnosticDescriptor rule) => rule.IsEnabledByDefault ? rule.DefaultSeverity.ToString().ToLowerInvariant() : "off";

    private static IEnumerable<string> Missing(DiagnosticDescriptor rule)
    {
        string page = Repository.PathOf("docs", "rules", $"{rule.Id}.md");
        if (!File.Exists(page))
        {
            yield return $"docs/rules/{rule.Id}.md: the page";
        }

        if (!rule.HelpLinkUri.EndsWith($"{HelpFolder}{rule.Id}.md", StringComparison.Ordinal))
        {
            yield return $"a help link that ends with {HelpFolder}{rule.Id}.md (it is '{rule.HelpLinkUri}')";
        }

        string title = rule.Title.ToString();
        if (title.Length == 0 || !char.IsUpper(title[0]) || title.EndsWith('.'))
        {
            yield return $"a title that is a sentence without a full stop (it is '{title}')";
        }

        if (rule.Description.ToString().Length == 0)
        {
            yield return "a description";
        }

        if (!IsInReleaseNotes(rule))
        {
            yield return $"the line '{ReleaseLine(rule)}' in AnalyzerReleases.Shipped.md or AnalyzerReleases.Unshipped.md";
        }

        foreach (string gap in MissingCases(rule.Id))
        {
            yield return gap;
        }

        if (!Product.Fixes.IsEmpty && !Product.Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(rule.Id)) && ReasonForNoFix(rule.Id) is null)
        {
            yield return "a fix, or [NoFix(\"reason\")] on the rule";
        }
    }

    private static IEnumerable<string> MissingCases(string id)
    {
        AnnotatedCase[] cases = [.. CaseReader.Find(CaseFolder).Where(found => found.Name.StartsWith(id, StringComparison.Ordinal))
            .Select(static found => CaseReader.ReadFile(found.Path, found.Name))];
        if (!cases.SelectMany(static source => source.Files).SelectMany(static file => file.Marks).Any(mark => mark.Id == id && !mark.IsKnownMiss)
            && !cases.Any(source => source.UnplacedExpectations.Contains(id)))
        {
            yield return $"{CaseFolder}/{id}/: a case in which it is reported";
        }

        if (!cases.Any(static source => HasSilentMethod(source)))
        {
            yield return $"{CaseFolder}/{id}/: a look-alike, a method that must stay silent";
        }
    }

    private static bool HasSilentMethod(AnnotatedCase source) => source.Documents.Any(static document =>
        CaseCompilation.Parse(document.Source, document.Name).GetRoot().DescendantNodes()
            .OfType<Microsoft.CodeAnalysis.CSharp.Syntax.BaseMethodDeclarationSyntax>()
            .Any(method => method.Body is not null && !document.Marks.Any(mark => method.Span.Contains(mark.Span))));

    private static string ReleaseLine(DiagnosticDescriptor rule) =>
        $"{rule.Id} | {rule.Category} | {(rule.IsEnabledByDefault ? rule.DefaultSeverity.ToString() : "Disabled")} |";

    private static bool IsInReleaseNotes(DiagnosticDescriptor rule) => new[] { "Shipped", "Unshipped" }.Any(kind =>
        File.ReadLines(Repository.PathOf("src", "Analyzers", $"AnalyzerReleases.{kind}.md")).Any(line => line.StartsWith(ReleaseLine(rule), StringComparison.Ordinal)));

    // The attribute stands on the type that declares the rule's descriptor.
    private static string? ReasonForNoFix(string id) => Product.AnalyzerAssembly.GetTypes()
        .Where(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Any(field => field.FieldType == typeof(DiagnosticDescriptor) && ((DiagnosticDescriptor)field.GetValue(null)!).Id == id))
        .SelectMany(static type => type.GetCustomAttributesData())
        .Where(static attribute => attribute.AttributeType.Name == "NoFixAttribute")
        .Select(static attribute => attribute.ConstructorArguments is [{ Value: string { Length: > 0 } reason }] ? reason : null)
        .FirstOrDefault();
}
