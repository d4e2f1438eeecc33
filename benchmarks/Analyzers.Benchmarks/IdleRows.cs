using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using DdiCompliance.Analyzers;
using DdiCompliance.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Analyzers.Benchmarks;

/// <summary>What the package costs a project that binds no contract, beside an analyzer that is called for every body and does nothing.</summary>
internal static class IdleRows
{
    private const int Runs = 15;

    public static void Measure(StringBuilder text)
    {
        Table table = new(
            text,
            "A project without any contract",
            "Wall time of all analyzers over the compilation, each run on a fresh compilation with its symbols bound, median of " + Runs
            + " interleaved runs; gate: 10 ms flat.",
            "methods", "looks at every body and does nothing, ms", "ours ms", "gate");
        foreach (int methods in new[] { 100, 1_000, 4_000 })
        {
            List<double> empty = [];
            List<double> ours = [];
            for (int run = 0; run < Runs + 2; run++)
            {
                double one = Run(methods, new EmptyAnalyzer());
                double other = Run(methods, new LockAnalyzer(), new ContractAnalyzer());
                if (run >= 2)
                {
                    empty.Add(one);
                    ours.Add(other);
                }
            }

            table.Row(methods, Median(empty), Median(ours), Table.Gate("<= 10 ms", Median(ours) <= 10));
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static double Run(int methods, params DiagnosticAnalyzer[] analyzers)
    {
        StringBuilder source = new("public class Plain\n{\n    private readonly object _gate = new();\n    private int _x;\n");
        for (int i = 0; i < methods; i++)
        {
            source.Append($"    public int M{i}(int a) {{ int b = a + {i}; if (b > 3) {{ _x += b; }} return M{(i * 7) % methods}(b - 1); }}\n");
        }

        source.Append("}\n");
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Plain",
            [CSharpSyntaxTree.ParseText(source.ToString(), CaseCompilation.ParseOptions, "Plain.cs")],
            CaseCompilation.FrameworkReferences,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        _ = compilation.GetDiagnostics();
        CompilationWithAnalyzers session = compilation.WithAnalyzers([.. analyzers]);
        long start = Stopwatch.GetTimestamp();
        ImmutableArray<Diagnostic> found = session.GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return found.IsEmpty ? milliseconds : throw new InvalidOperationException(found[0].ToString());
    }
}
