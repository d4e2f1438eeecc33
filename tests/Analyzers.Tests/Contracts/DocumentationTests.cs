using System.Text.RegularExpressions;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Testing;
using Xunit;

namespace DdiCompliance.Analyzers.Tests.Contracts;

/// <summary>docs/contracts.md is read and executed.</summary>
public partial class DocumentationTests
{
    private static readonly string s_page = File.ReadAllText(Repository.PathOf("docs", "contracts.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_own_lock_of_the_page_is_a_lock()
    {
        string rows = string.Concat(Blocks("").Select(static block => block + "\n"));
        BoundSource bound = BoundSource.Of("using System;\n" + Blocks("csharp").Single() + "class Use { bool M(Store.PageLatch l) => l.TryEnter(default); }", contracts: rows);
        Assert.Empty(bound.Contracts.FileErrors.Select(static error => error.Message));
        LockOperation acquire = Assert.Single(bound.Expect("l.TryEnter").Locks);
        Assert.Equal(("page latch", EffectCondition.ResultTrue), (acquire.Family.Noun, acquire.Condition));
        Assert.Equal(["Leave"], acquire.ReleasedBy);
    }

    [Fact]
    public void Every_clause_of_the_tables_is_on_the_page()
    {
        string rows = string.Concat(BuiltInTables.Names.Select(static name => Aside().Replace(BuiltInTables.Read(name), "")));
        string[] words = [.. Word().Matches(rows).Select(static match => match.Value).Distinct()];
        Assert.Contains("waits-if-null", words);
        Assert.Contains("shared-wait-for-exclusive", words);
        Assert.DoesNotContain(words, static word => !Regex.IsMatch(s_page, $@"`[^`]*\b{Regex.Escape(word)}\b[^`]*`"));
    }

    private static IEnumerable<string> Blocks(string language) =>
        Fence().Matches(s_page).Where(match => match.Groups["language"].Value == language).Select(static match => match.Groups["text"].Value);

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    /// <summary>What is not grammar: comments, sources and nouns.</summary>
    [GeneratedRegex(@"#.*$|(source|noun)\([^)]*\)", RegexOptions.Multiline)]
    private static partial Regex Aside();

    /// <summary>The words of the grammar: those with a dash, and those before a parenthesis on an indented line.</summary>
    [GeneratedRegex(@"(?<=^( |family |role ).*)(?<![\w.(])([a-z]+(-[a-z]+)+|[a-z]+(?=\())", RegexOptions.Multiline)]
    private static partial Regex Word();
}
