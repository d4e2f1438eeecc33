using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Calls;
using DdiCompliance.Analyzers.Flow.Order;
using DdiCompliance.Analyzers.Options;
using DdiCompliance.Analyzers.Reporting;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.Analyzers.Rules.Order;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace DdiCompliance.Analyzers;

/// <summary>Runs the engine once for every method that can reach a routine with a contract, and asks every rule about what happened.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LockAnalyzer : DiagnosticAnalyzer
{
    private readonly bool _isForced;

    /// <summary>The analyzer as hosts make it.</summary>
    public LockAnalyzer()
    {
    }

    /// <summary>An analyzer that skips nothing, to measure it.</summary>
    internal LockAnalyzer(bool isForced) => _isForced = isForced;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = AllRules.OfPaths.Select(r => r.Descriptor).ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    private void Start(CompilationStartAnalysisContext context)
    {
        BoundContracts contracts = ContractBinder.Create(context.Compilation, context.Options, context.CancellationToken);
        if (!contracts.IsReachable && !_isForced)
        {
            return;
        }

        AnalyzerConfigOptionsProvider options = context.Options.AnalyzerConfigOptionsProvider;
        bool strict = ComplianceOptions.Of(options.GlobalOptions).Strictness == Strictness.Sdv
            || context.Compilation.SyntaxTrees.Any(t => ComplianceOptions.Of(options.GetOptions(t)).Strictness == Strictness.Sdv);
        SessionOptions choices = new(strict, tree => ComplianceOptions.Of(options.GetOptions(tree)).DriverModel == DriverModel.Storport) { IsForced = _isForced };
        Session session = new(context.Compilation, contracts, choices, context.CancellationToken);
        context.RegisterOperationBlockAction(block => Analyze(block, session));
        context.RegisterCompilationEndAction(end => ReportInversions(end, session));
    }

    /// <summary>Two orders meet when all methods are known: the one thing that waits for the end of a compilation.</summary>
    private static void ReportInversions(CompilationAnalysisContext context, Session session)
    {
        foreach (OrderInversion inversion in session.Order.Inversions())
        {
            context.ReportDiagnostic(Reporter.ToDiagnostic(LockOrderInversion.Check(inversion)));
        }
    }

    private static void Analyze(OperationBlockAnalysisContext context, Session session)
    {
        if (context.OwningSymbol is not IMethodSymbol method || !session.MayHaveEffect(method) || session.Effects.HasNone(method))
        {
            return;
        }

        foreach (IOperation block in context.OperationBlocks)
        {
            if (block.Kind is not (OperationKind.Block or OperationKind.MethodBody or OperationKind.ConstructorBody))
            {
                continue;
            }

            ControlFlowGraph graph = context.GetControlFlowGraph(block);
            foreach (Diagnostic diagnostic in Reporter.Diagnose(new MethodAnalysis(session).Analyze(method, graph)))
            {
                context.ReportDiagnostic(diagnostic);
            }
        }
    }
}
