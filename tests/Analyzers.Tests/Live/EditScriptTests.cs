using System.Text;
using DdiCompliance.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace DdiCompliance.Analyzers.Tests.Live;

/// <summary>What is remembered between compilations never shows: after every edit the diagnostics are those of a compilation that was never seen before.</summary>
public class EditScriptTests
{
    private static readonly AnalyzerOptions s_noOptions = new([]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Diagnostics_after_an_edit_are_those_of_a_fresh_compilation(int seed)
    {
        int edits = int.TryParse(Environment.GetEnvironmentVariable("DDI_EDITS"), out int asked) ? asked : 60;
        Script script = new(seed);
        CSharpCompilation first = Compile(script.Documents.Select(Parse));
        CSharpCompilation compilation = first;
        string last = await DescribeAsync(compilation);
        int changes = 0;
        for (int n = 0; n < edits; n++)
        {
            int edited = script.Edit();
            SyntaxTree old = compilation.SyntaxTrees[edited];

            // Now and then the whole file comes anew, as after a checkout; what was undone is the old file again.
            SyntaxTree changed = script.Documents[edited] == LiveSources.Documents[edited] ? first.SyntaxTrees[edited]
                : n % 4 == 3 ? Parse(script.Documents[edited], edited)
                : Typing.Into(old, script.Documents[edited]);
            compilation = compilation.ReplaceSyntaxTree(old, changed);
            string now = await DescribeAsync(compilation);
            string fresh = await DescribeAsync(Compile(script.Documents.Select(Parse)));
            Assert.True(now == fresh, $"seed {seed}, edit {n}: {script.What}\n{TextDifference.Describe(fresh, now)}\n{script.Documents[edited]}");
            changes += now == last ? 0 : 1;
            last = now;
        }

        Assert.True(changes > edits / 4, $"only {changes} of {edits} edits changed anything");
    }

    private static SyntaxTree Parse(string text, int number) => CaseCompilation.Parse(SourceText.From(text), $"Document{number}.cs");

    private static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "Live", trees, CaseCompilation.FrameworkReferences.Add(CaseCompilation.RuntimeReference), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private static async Task<string> DescribeAsync(CSharpCompilation compilation)
    {
        CaseAnalysis analysis = await CaseAnalysis.RunAsync(compilation, Product.Analyzers, s_noOptions, concurrent: false);
        StringBuilder text = new();
        text.AppendJoin(string.Empty, analysis.Crashes);
        foreach (Diagnostic diagnostic in analysis.Diagnostics)
        {
            text.Append(diagnostic).Append(string.Concat(diagnostic.AdditionalLocations.Select(static l => " " + l.GetLineSpan()))).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Edits as people make them, in any order: the code is broken now and then, and put right again.</summary>
    private sealed class Script(int seed)
    {
        private readonly Random _random = new(seed);

        public string[] Documents { get; } = [.. LiveSources.Documents];

        public string What { get; private set; } = "";

        public int Edit()
        {
            int document = _random.Next(Documents.Length);
            List<string> lines = [.. Documents[document].Split('\n')];
            List<int> statements = [.. Enumerable.Range(0, lines.Count).Where(i => lines[i].StartsWith("        ", StringComparison.Ordinal) && lines[i].EndsWith(';'))];
            int kind = statements.Count == 0 ? 9 : _random.Next(11);
            int at = statements.Count == 0 ? 0 : statements[_random.Next(statements.Count)];
            What = $"document {document}, kind {kind}, line {at + 1}";
            switch (kind)
            {
                case 0 or 1:
                    lines.RemoveAt(at);
                    break;
                case 2:
                    lines.Insert(at, lines[at]);
                    break;
                case 3:
                    int other = statements[_random.Next(statements.Count)];
                    (lines[at], lines[other]) = (lines[other], lines[at]);
                    break;
                case 4 or 5:
                    lines.Insert(at, "        " + Pick(LiveSources.Statements));
                    break;
                case 6:
                    int end = lines.LastIndexOf("}");
                    lines.Insert(end < 0 ? lines.Count : end, Pick(LiveSources.Members));
                    break;
                case 7:
                    lines[at] = lines[at].Replace(Pick(["Main", "Lock", "Take", "_fcb", "fcb"]), Pick(["Alias", "Paging", "Unlock", "Drop", "fcb", "_fcb"]), StringComparison.Ordinal);
                    break;
                case 8:
                    lines[at] = lines[at].Replace("resource", "Resource", StringComparison.Ordinal).Replace("true", "false", StringComparison.Ordinal);
                    break;
                default:
                    Documents[document] = LiveSources.Documents[document];
                    return document;
            }

            Documents[document] = string.Join('\n', lines);
            return document;
        }

        private string Pick(string[] from) => from[_random.Next(from.Length)];
    }
}
