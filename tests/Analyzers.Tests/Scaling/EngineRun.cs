using System.Collections.Immutable;
using System.Diagnostics;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Calls;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using DdiCompliance.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace DdiCompliance.Analyzers.Tests.Scaling;

/// <summary>The engine run by hand over one method: exact counters, and the time of each step.</summary>
internal sealed class EngineRun
{
    private static readonly AnalyzerOptions s_options = new([]);

    private EngineRun(MethodIr ir, MethodSolver solver, IReadOnlyList<FlowEvent> events)
    {
        Ir = ir;
        Solver = solver;
        Events = events;
    }

    public MethodIr Ir { get; }

    public MethodSolver Solver { get; }

    /// <summary>What the run would report.</summary>
    public IReadOnlyList<FlowEvent> Events { get; }

    public int Blocks => Ir.Blocks.Count(static block => block.IsReachable);

    /// <summary>Binding the method and making its graph: the compiler's own work.</summary>
    public TimeSpan Graph { get; private init; }

    /// <summary>Lowering, callees included.</summary>
    public TimeSpan Lower { get; private init; }

    public TimeSpan Solve { get; private init; }

    /// <summary>Parses one document; it must compile.</summary>
    public static CSharpCompilation Compile(string source)
    {
        var compilation = CSharpCompilation.Create(
            "Shapes",
            [CSharpSyntaxTree.ParseText(source, CaseCompilation.ParseOptions, "Shape.cs")],
            CaseCompilation.FrameworkReferences.Add(CaseCompilation.RuntimeReference),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        return compilation;
    }

    /// <summary>Runs the engine over the method of this name of the type <c>C</c>, as a root.</summary>
    public static EngineRun Of(CSharpCompilation compilation, string method = "M", Func<TimeSpan>? clock = null)
    {
        clock ??= static () => TimeSpan.FromSeconds((double)Stopwatch.GetTimestamp() / Stopwatch.Frequency);
        BoundContracts contracts = ContractBinder.Create(compilation, s_options, CancellationToken.None);
        Session session = new(compilation, contracts, new SessionOptions(IsStrict: false, static _ => false), CancellationToken.None);
        IMethodSymbol symbol = compilation.GetTypeByMetadataName("C")!.GetMembers(method).OfType<IMethodSymbol>().First();
        TimeSpan start = clock();
        ControlFlowGraph graph = session.GraphOf(symbol)!;
        TimeSpan bound = clock();
        MethodIr ir = session.Complete(new Activation(symbol), graph, isRoot: true).Ir;
        TimeSpan lowered = clock();
        MethodSolver solver = new(ir, EntryView.Root, strict: false);
        Collector collector = new();
        solver.Solve(collector);
        TimeSpan solved = clock();
        return new EngineRun(ir, solver, collector.Events)
        {
            Graph = bound - start,
            Lower = lowered - bound,
            Solve = solved - lowered,
        };
    }

    /// <summary>What the shipped analyzer says: each rule with the text of the line it stands on, sorted.</summary>
    public static async Task<ImmutableArray<string>> DiagnoseAsync(CSharpCompilation compilation)
    {
        CaseAnalysis analysis = await CaseAnalysis.RunAsync(compilation, [new LockAnalyzer()], s_options, concurrent: false);
        return
        [
            .. analysis.Crashes,
            .. analysis.Diagnostics.Where(static d => d.Severity >= DiagnosticSeverity.Warning)
                .Select(static d => $"{d.Id} {LineOf(d.Location)}"),
        ];
    }

    private static string LineOf(Location location)
    {
        Microsoft.CodeAnalysis.Text.SourceText text = location.SourceTree!.GetText();
        return text.Lines.GetLineFromPosition(location.SourceSpan.Start).ToString().Trim();
    }

    private sealed class Collector : ISolveListener
    {
        public List<FlowEvent> Events { get; } = [];

        public void On(FlowEvent flowEvent) => Events.Add(flowEvent);

        public void On(Obligation obligation, in PathState state)
        {
        }

        public void OnExit(in PathState state, ExitKind kind, ITypeSymbol? thrown)
        {
        }
    }
}
