using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DdiCompliance.Testing;

/// <summary>The outcome of running analyzers over one compilation.</summary>
/// <param name="Diagnostics">What they reported, in order of place.</param>
/// <param name="Crashes">Exceptions that escaped an analyzer (AD0001); any is a failure.</param>
public sealed record CaseAnalysis(ImmutableArray<Diagnostic> Diagnostics, ImmutableArray<string> Crashes)
{
    private const string CrashId = "AD0001";

    /// <summary>Runs analyzers over a compilation, concurrently unless told otherwise.</summary>
    public static async Task<CaseAnalysis> RunAsync(
        Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerOptions options, bool concurrent = true)
    {
        var crashes = new ConcurrentBag<string>();
        var settings = new CompilationWithAnalyzersOptions(
            options,
            (exception, analyzer, _) => crashes.Add($"{analyzer.GetType().Name} threw {exception}"),
            concurrentAnalysis: concurrent,
            logAnalyzerExecutionTime: false);
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers(analyzers, settings).GetAnalyzerDiagnosticsAsync().ConfigureAwait(false);
        foreach (Diagnostic crash in found.Where(static diagnostic => diagnostic.Id == CrashId && diagnostic.Location == Location.None))
        {
            crashes.Add(crash.GetMessage());
        }

        return new CaseAnalysis(
            [.. DiagnosticOrder.Sorted(found.Where(static diagnostic => diagnostic.Id != CrashId))],
            [.. crashes.Order(StringComparer.Ordinal)]);
    }

    /// <summary>Compilation options that switch on the rules that are off by default, so that their cases can see them.</summary>
    public static ImmutableDictionary<string, ReportDiagnostic> EnableAll(IEnumerable<DiagnosticDescriptor> rules) =>
        rules.Where(static rule => !rule.IsEnabledByDefault)
            .ToImmutableDictionary(static rule => rule.Id, static rule => Severity(rule.DefaultSeverity));

    private static ReportDiagnostic Severity(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => ReportDiagnostic.Error,
        DiagnosticSeverity.Warning => ReportDiagnostic.Warn,
        DiagnosticSeverity.Info => ReportDiagnostic.Info,
        _ => ReportDiagnostic.Hidden,
    };
}
