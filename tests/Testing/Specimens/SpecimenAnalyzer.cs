using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.Testing.Specimens;

/// <summary>
/// An analyzer with nothing to hide, for the tests of the harness itself: it reports calls by name (<c>Bad</c> a warning, <c>Meh</c> an
/// info with the method as additional location), the word <c>wrong</c> in additional files, and the option <c>specimen.wrong</c>; <c>Crash()</c> makes it throw.
/// </summary>
public sealed class SpecimenAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The id for <c>Bad()</c>.</summary>
    public const string Bad = "TEST0001";

    private static readonly DiagnosticDescriptor s_bad = new(Bad, "Bad call", "'{0}' is bad", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);
    private static readonly DiagnosticDescriptor s_meh = new("TEST0002", "Dull call", "'{0}' is dull", "Test", DiagnosticSeverity.Info, isEnabledByDefault: true);
    private static readonly DiagnosticDescriptor s_text = new("TEST0003", "Wrong word", "wrong word", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);
    private static readonly DiagnosticDescriptor s_option = new(
        "TEST0004", "Wrong option", "wrong option", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: false, customTags: WellKnownDiagnosticTags.CompilationEnd);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [s_bad, s_meh, s_text, s_option];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSyntaxNodeAction(AnalyzeCall, SyntaxKind.InvocationExpression);
        context.RegisterAdditionalFileAction(AnalyzeFile);
        context.RegisterCompilationAction(AnalyzeOptions);
    }

    private static void AnalyzeCall(SyntaxNodeAnalysisContext context)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        string name = call.Expression.ToString();
        Location[] method = [.. call.Ancestors().OfType<MethodDeclarationSyntax>().Take(1).Select(static method => method.Identifier.GetLocation())];
        Diagnostic? diagnostic = name switch
        {
            "Bad" => Diagnostic.Create(s_bad, call.GetLocation(), name),
            "Meh" => Diagnostic.Create(s_meh, call.GetLocation(), method, name),
            "Crash" => throw new InvalidOperationException("as asked"),
            _ => null,
        };
        if (diagnostic is not null)
        {
            context.ReportDiagnostic(diagnostic);
        }
    }

    private static void AnalyzeFile(AdditionalFileAnalysisContext context)
    {
        SourceText text = context.AdditionalFile.GetText(context.CancellationToken)!;
        int at = text.ToString().IndexOf("wrong", StringComparison.Ordinal);
        if (at >= 0)
        {
            var span = new TextSpan(at, "wrong".Length);
            context.ReportDiagnostic(Diagnostic.Create(s_text, Location.Create(context.AdditionalFile.Path, span, text.Lines.GetLinePositionSpan(span))));
        }
    }

    private static void AnalyzeOptions(CompilationAnalysisContext context)
    {
        if (context.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("specimen.wrong", out _))
        {
            context.ReportDiagnostic(Diagnostic.Create(s_option, Location.None));
        }
    }
}
