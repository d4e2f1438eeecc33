using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Copies;
using DdiCompliance.Analyzers.Reporting;
using DdiCompliance.Analyzers.Rules.Ownership;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace DdiCompliance.Analyzers;

/// <summary>Finds locks that are structures and are copied. No paths are needed for that: it looks at single expressions and declarations.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CopyAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(LockCopied.Descriptor);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        BoundContracts contracts = ContractBinder.Create(context.Compilation, context.Options, context.CancellationToken);
        if (!contracts.IsReachable)
        {
            return;
        }

        CopyFinder finder = new(new LockTypes(contracts));
        context.RegisterOperationAction(
            c => Report(finder.Find(c.Operation) ?? finder.FindCapture(c.Operation), c.ReportDiagnostic),
            OperationKind.FieldReference,
            OperationKind.ArrayElementReference,
            OperationKind.LocalReference,
            OperationKind.ParameterReference,
            OperationKind.PropertyReference,
            OperationKind.InstanceReference,
            OperationKind.Invocation,
            OperationKind.None);
        context.RegisterOperationAction(
            c => Report(c.Operation is IForEachLoopOperation loop ? finder.FindLoop(loop) : null, c.ReportDiagnostic), OperationKind.Loop);
        context.RegisterSymbolAction(
            c => Report(DeclarationOf(c) is { } declaration ? finder.FindField((IFieldSymbol)c.Symbol, declaration) : null, c.ReportDiagnostic), SymbolKind.Field);
        context.RegisterSymbolAction(
            c => Report(DeclarationOf(c) is { } declaration ? finder.FindProperty((IPropertySymbol)c.Symbol, declaration) : null, c.ReportDiagnostic),
            SymbolKind.Property);
    }

    private static SyntaxNode? DeclarationOf(SymbolAnalysisContext context)
        => context.Symbol.IsImplicitlyDeclared || context.Symbol.DeclaringSyntaxReferences.IsEmpty
            ? null
            : context.Symbol.DeclaringSyntaxReferences[0].GetSyntax(context.CancellationToken);

    private static void Report(LockCopy? copy, Action<Diagnostic> report)
    {
        if (copy is not null)
        {
            report(Reporter.ToDiagnostic(LockCopied.Check(copy)));
        }
    }
}
