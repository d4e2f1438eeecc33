using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using DdiCompliance.Analyzers;
using DdiCompliance.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Analyzers.Benchmarks;

/// <summary>
/// Real code in which nothing is skipped: the engine runs over every method of this repository's own sources as if each could reach a
/// routine, beside CA2000, the framework's rule that follows objects along paths.
/// </summary>
internal static class RealRows
{
    private const int Runs = 5;
    private const string Usings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    /// <param name="only">"memory", or the one analyzer to run beside the empty one; empty for everything.</param>
    public static void Measure(StringBuilder text, string only)
    {
        ImmutableArray<(string Path, SourceText Text)> sources =
        [
            .. new[] { "src/Analyzers", "src/CodeFixes", "src/Runtime", "tests/Testing" }.SelectMany(static folder => Repository.Files(folder, "*.cs"))
                .Select(static path => (path, SourceText.From(File.ReadAllText(path)))),
            ("Usings.cs", SourceText.From(Usings)),
        ];
        int lines = sources.Sum(static s => s.Text.Lines.Count);
        if (only == "memory")
        {
            MeasureMemory(text, sources, lines);
            return;
        }

        Table table = new(
            text,
            "Every method of real code",
            $"The sources of this repository in one compilation ({lines} lines); processor time above that of an analyzer that looks at every body and does nothing, median of "
            + Runs + " interleaved runs, each on new files. Ours is made to look at every method; gate: 0.2 of CA2000.",
            "analyzer", "ms", "above the empty one", "to CA2000", "gate");
        DiagnosticAnalyzer[] peer = LoadPeer();
        Dictionary<string, List<double>> times = new() { ["empty"] = [], ["ours, every method"] = [], ["ours, as shipped"] = [], ["CA2000"] = [] };
        for (int run = 0; run < Runs + 1; run++)
        {
            foreach ((string name, DiagnosticAnalyzer[] analyzers) in new (string, DiagnosticAnalyzer[])[]
            {
                ("empty", [new EmptyAnalyzer()]),
                ("ours, every method", [new LockAnalyzer(isForced: true)]),
                ("ours, as shipped", [new LockAnalyzer(), new ContractAnalyzer(), new CopyAnalyzer()]),
                ("CA2000", peer),
            })
            {
                if (only.Length > 0 && name != "empty" && name != only)
                {
                    continue;
                }

                double time = Run(sources, analyzers);
                Console.Error.WriteLine($"{name}: {time:F0} ms");
                if (run > 0)
                {
                    times[name].Add(time);
                }
            }
        }

        double empty = Median(times["empty"]);
        if (only.Length > 0)
        {
            table.Row(only, Median(times[only]), Median(times[only]) - empty, "", "");
            return;
        }

        double ca2000 = Median(times["CA2000"]) - empty;
        foreach ((string name, List<double> all) in times)
        {
            double above = Median(all) - empty;
            string gate = name.StartsWith("ours, every", StringComparison.Ordinal) ? Table.Gate("<= 0.2", above <= 0.2 * ca2000) : "";
            table.Row(name, Median(all), above, name == "empty" ? "" : above / ca2000, gate);
        }

        MeasureMemory(text, sources, lines);
    }

    /// <summary>What stays when the compilation has gone and its files live on, as in an editor.</summary>
    private static void MeasureMemory(StringBuilder text, ImmutableArray<(string Path, SourceText Text)> sources, int lines)
    {
        SyntaxTree[] trees = Parse(sources);
        foreach (SyntaxTree tree in trees)
        {
            _ = tree.GetRoot().DescendantNodesAndTokens().Count();
        }

        long before = GC.GetTotalMemory(forceFullCollection: true);
        Analyze(Compile(trees), [new EmptyAnalyzer()]);
        long empty = GC.GetTotalMemory(forceFullCollection: true);
        Analyze(Compile(trees), [new LockAnalyzer(isForced: true), new ContractAnalyzer(), new CopyAnalyzer()]);
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(trees);
        double perLine = (double)(after - before) / lines;
        Table table = new(
            text,
            "Memory kept after a session",
            "The files live on, the compilation has gone; every method was looked at. The compiler keeps some by itself, of the references above all.",
            "lines", "bytes per line", "the compiler's own", "gate");
        table.Row(lines, perLine, (double)(empty - before) / lines, Table.Gate("<= 400", perLine <= 400));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static double Run(ImmutableArray<(string Path, SourceText Text)> sources, DiagnosticAnalyzer[] analyzers)
    {
        CSharpCompilation compilation = Compile(Parse(sources));
        TimeSpan start = CpuClock.Process;
        Analyze(compilation, analyzers);
        return (CpuClock.Process - start).TotalMilliseconds;
    }

    private static void Analyze(CSharpCompilation compilation, DiagnosticAnalyzer[] analyzers)
    {
        CompilationWithAnalyzers session = compilation.WithAnalyzers([.. analyzers]);
        ImmutableArray<Diagnostic> found = session.GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        if (found.FirstOrDefault(static d => d.Id == "AD0001") is { } crash)
        {
            throw new InvalidOperationException(crash.ToString());
        }
    }

    private static SyntaxTree[] Parse(ImmutableArray<(string Path, SourceText Text)> sources)
        => [.. sources.Select(static s => CSharpSyntaxTree.ParseText(s.Text, CaseCompilation.ParseOptions, s.Path))];

    private static CSharpCompilation Compile(SyntaxTree[] trees) => CSharpCompilation.Create(
        "Real",
        trees,
        CaseCompilation.FrameworkReferences.AddRange(
            Directory.GetFiles(AppContext.BaseDirectory, "Microsoft.CodeAnalysis*.dll").Concat(Directory.GetFiles(AppContext.BaseDirectory, "System.Composition*.dll"))
                .Select(static path => MetadataReference.CreateFromFile(path))),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, specificDiagnosticOptions: [new("CA2000", ReportDiagnostic.Warn)]));

    private static DiagnosticAnalyzer[] LoadPeer()
    {
        string package = typeof(RealRows).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(static a => a.Key == "NetAnalyzers").Value!;
        foreach (string file in Directory.GetFiles(Path.Combine(package, "analyzers", "dotnet"), "*NetAnalyzers.dll", SearchOption.AllDirectories))
        {
            Type? type = Assembly.LoadFrom(file).GetTypes().FirstOrDefault(static t => t.Name == "DisposeObjectsBeforeLosingScope");
            if (type is not null)
            {
                return [(DiagnosticAnalyzer)Activator.CreateInstance(type)!];
            }
        }

        throw new InvalidOperationException("CA2000 is not in the package");
    }
}
