using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DdiCompliance.CodeFixes.Tests.Harness;

/// <summary>Reports <c>Good()</c>, so that a fix which writes it adds a violation.</summary>
internal sealed class WorseAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor s_rule = new("TEST0009", "Worse", "worse", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [s_rule];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSyntaxNodeAction(
            static context =>
            {
                if (context.Node.ToString() == "Good()")
                {
                    context.ReportDiagnostic(Diagnostic.Create(s_rule, context.Node.GetLocation()));
                }
            },
            SyntaxKind.InvocationExpression);
    }
}
