using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DdiCompliance.Analyzers;
using DdiCompliance.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Analyzers.Benchmarks;

/// <summary>How long a person who types waits for the diagnostics of the document, beside an analyzer that looks at every body and does nothing.</summary>
internal static class LiveRows
{
    private const int Documents = 500;
    private const int Edits = 60;
    private const int WarmUp = 8;

    public static void Measure(StringBuilder text, string only)
    {
        Table table = new(
            text,
            "From an edit to the diagnostics of the document",
            $"A compilation of {Documents} documents whose methods call each other in chains through documents; each edit makes a new compilation, and "
            + "the analyzers are asked for the edited document alone. Processor time of the process, "
            + $"{Edits} edits after {WarmUp}, each measured with both analyzers; gate: p95 <= 50 ms, p50 <= the empty analyzer + 5 ms.",
            "chain", "edit", "asked for", "empty p50 ms", "empty p95 ms", "ours p50 ms", "ours p95 ms", "gate");
        foreach (int chain in new[] { 20, 500 })
        {
            foreach ((string name, Func<int, int, string> edit) in new (string, Func<int, int, string>)[]
            {
                ("body", (document, n) => LiveProject.Document(document, chain, body: n)),
                ("declaration", (document, n) => LiveProject.Document(document, chain, members: n)),
            })
            {
                if (only.Length == 0 || name == only || chain.ToString(CultureInfo.InvariantCulture) == only)
                {
                    Measure(table, chain, name, edit);
                }
            }
        }
    }

    private static void Measure(Table table, int chain, string name, Func<int, int, string> edit)
    {
        CSharpCompilation compilation = LiveProject.Create(Documents, chain);
        List<double> empty = [];
        List<double> ours = [];
        const int Edited = 0;
        int lines = 0;
        for (int n = 1; n <= Edits + WarmUp; n++)
        {
            SyntaxTree old = compilation.SyntaxTrees[Edited];
            SyntaxTree changed = Typing.Into(old, edit(Edited, n));
            lines = changed.GetText().Lines.Count;
            double one = Run(compilation.ReplaceSyntaxTree(old, changed), Edited, new EmptyAnalyzer());
            compilation = compilation.ReplaceSyntaxTree(old, changed);
            double other = Run(compilation, Edited, new LockAnalyzer(), new ContractAnalyzer(), new CopyAnalyzer());
            if (n > WarmUp)
            {
                empty.Add(one);
                ours.Add(other);
            }
        }

        bool holds = At(ours, 0.95) <= 50 && At(ours, 0.5) <= At(empty, 0.5) + 5;
        table.Row(
            chain, name, $"document of {lines} lines", At(empty, 0.5), At(empty, 0.95), At(ours, 0.5), At(ours, 0.95), Table.Gate("p95 <= 50, p50 <= +5", holds));
    }

    private static double At(List<double> values, double part) => values.Order().ElementAt((int)(values.Count * part));

    private static double Run(CSharpCompilation compilation, int document, params DiagnosticAnalyzer[] analyzers)
    {
        SemanticModel model = compilation.GetSemanticModel(compilation.SyntaxTrees[document]);
        TimeSpan start = CpuClock.Process;
        CompilationWithAnalyzers session = compilation.WithAnalyzers([.. analyzers]);
        ImmutableArray<Diagnostic> found = session.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, CancellationToken.None).GetAwaiter().GetResult();
        double milliseconds = (CpuClock.Process - start).TotalMilliseconds;
        if (analyzers.Length > 1 && found.Count(static d => d.Severity == DiagnosticSeverity.Warning) != 1)
        {
            throw new InvalidOperationException($"{found.Length} instead of the one leak: {string.Join('\n', found)}");
        }

        return milliseconds;
    }
}
