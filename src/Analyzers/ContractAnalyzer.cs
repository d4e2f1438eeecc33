using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Contracts.Binding;
using DdiCompliance.Analyzers.Contracts.Grammar;
using DdiCompliance.Analyzers.Options;
using DdiCompliance.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.Analyzers;

/// <summary>Reports what is wrong with the promises themselves: contract rows, annotations, options and imports.</summary>
[NoFix("What a wrong row, annotation or option was meant to say cannot be known.")]
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractAnalyzer : DiagnosticAnalyzer
{
    private const string Category = "Contracts";
    private const string HelpRoot = "https://github.com/ddi-compliance/ddi-compliance/blob/main/docs/rules/";

    internal static readonly DiagnosticDescriptor BadContract = new(
        RuleIds.BadContract,
        "A contract row, annotation or option cannot be understood",
        "{0}",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "What is wrong here is left out of the analysis: a lock it describes is not checked.",
        HelpRoot + RuleIds.BadContract + ".md");

    internal static readonly DiagnosticDescriptor UnknownRoutine = new(
        RuleIds.UnknownRoutine,
        "An imported routine looks like a lock and has no contract",
        "'{0}' is imported from '{1}' and looks like a lock routine, and no table describes it: add a row to a *.ddi-contracts file",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        "Calls of the routine are not checked.",
        HelpRoot + RuleIds.UnknownRoutine + ".md");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(BadContract, UnknownRoutine);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        CompilationContracts contracts = ContractBinder.Bind(context.Compilation, context.Options, context.CancellationToken);
        if (context.Options.AdditionalFiles.Any(ContractBinder.IsContractFile))
        {
            context.RegisterAdditionalFileAction(file => ReportFile(file, contracts));
        }

        ImmutableDictionary<SyntaxTree, ImmutableArray<OptionError>> options = OptionErrors(context.Compilation, context.Options.AnalyzerConfigOptionsProvider);
        if (!options.IsEmpty)
        {
            context.RegisterSyntaxTreeAction(tree => ReportOptions(tree, options));
        }

        if (contracts.HasAnnotations)
        {
            context.RegisterSymbolAction(symbol => ReportAnnotations(symbol, contracts), SymbolKind.Method);
        }

        if (contracts.HasImports)
        {
            context.RegisterSymbolAction(symbol => ReportImport(symbol, contracts), SymbolKind.Method);
        }
    }

    private static void ReportFile(AdditionalFileAnalysisContext context, CompilationContracts contracts)
    {
        if (!ContractBinder.IsContractFile(context.AdditionalFile) || context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
        {
            return;
        }

        foreach (ContractFileError error in contracts.FileErrors)
        {
            if (error.Path == context.AdditionalFile.Path)
            {
                Location place = Location.Create(error.Path, error.Span, text.Lines.GetLinePositionSpan(error.Span));
                context.ReportDiagnostic(Diagnostic.Create(BadContract, place, error.Message));
            }
        }
    }

    /// <summary>
    /// The wrong options, each at the first file it holds for: where the <c>.editorconfig</c> itself is, the compiler does not tell, and
    /// an action at the end of the compilation does not run in an editor.
    /// </summary>
    private static ImmutableDictionary<SyntaxTree, ImmutableArray<OptionError>> OptionErrors(Compilation compilation, AnalyzerConfigOptionsProvider provider)
    {
        ImmutableDictionary<SyntaxTree, ImmutableArray<OptionError>> errors = ImmutableDictionary<SyntaxTree, ImmutableArray<OptionError>>.Empty;
        HashSet<AnalyzerConfigOptions> seen = [];
        HashSet<OptionError> reported = [];
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            AnalyzerConfigOptions options = provider.GetOptions(tree);
            if (!seen.Contains(options) && HasCode(tree) && seen.Add(options) && ComplianceOptions.Of(options).Errors is { IsEmpty: false } wrong)
            {
                errors = errors.Add(tree, wrong.Where(reported.Add).ToImmutableArray());
            }
        }

        return errors;
    }

    private static bool HasCode(SyntaxTree tree) => tree.GetRoot().GetFirstToken().RawKind != 0;

    private static void ReportOptions(SyntaxTreeAnalysisContext context, ImmutableDictionary<SyntaxTree, ImmutableArray<OptionError>> errors)
    {
        if (errors.TryGetValue(context.Tree, out ImmutableArray<OptionError> own))
        {
            Location place = context.Tree.GetRoot(context.CancellationToken).GetFirstToken().GetLocation();
            foreach (OptionError error in own)
            {
                context.ReportDiagnostic(Diagnostic.Create(BadContract, place, error.Message));
            }
        }
    }

    private static void ReportAnnotations(SymbolAnalysisContext context, CompilationContracts contracts)
    {
        List<AnnotationError> errors = [];
        contracts.Annotations.Read((IMethodSymbol)context.Symbol, errors);
        foreach (AnnotationError error in errors)
        {
            if (error.Annotation.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) is { } syntax)
            {
                context.ReportDiagnostic(Diagnostic.Create(BadContract, syntax.GetLocation(), error.Message));
            }
        }
    }

    private static void ReportImport(SymbolAnalysisContext context, CompilationContracts contracts)
    {
        IMethodSymbol method = (IMethodSymbol)context.Symbol;
        if (Externs.Read(method) is not { } import)
        {
            return;
        }

        if (contracts.MissingParameter(method, import.EntryPoint) is { } missing)
        {
            string message = $"'{method.Name}' has no parameter that can be '{missing}' of {import.EntryPoint}, so that its calls are not checked";
            context.ReportDiagnostic(Diagnostic.Create(BadContract, method.Locations[0], message));
        }
        else if (LooksLikeLock(import.EntryPoint) && contracts.Find(method) is null)
        {
            context.ReportDiagnostic(Diagnostic.Create(UnknownRoutine, method.Locations[0], import.EntryPoint, import.Module));
        }
    }

    private static bool LooksLikeLock(string name) =>
        (name.StartsWith("Ex", StringComparison.Ordinal) || name.StartsWith("Ke", StringComparison.Ordinal)
            || name.StartsWith("Flt", StringComparison.Ordinal) || name.StartsWith("FsRtl", StringComparison.Ordinal))
        && (name.Contains("Acquire") || name.Contains("Release") || name.Contains("Enter") || name.Contains("Leave"));
}
