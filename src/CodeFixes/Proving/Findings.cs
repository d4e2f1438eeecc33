using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using DdiCompliance.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.CodeFixes.Proving;

/// <summary>What the rules say about a document, asked by the fixes themselves.</summary>
internal static class Findings
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> s_analyzers = CreateAll();

    // One analysis serves every diagnostic of a document: hosts ask for fixes of one snapshot many times.
    private static readonly ConditionalWeakTable<SemanticModel, Box> s_cache = new();

    private static readonly ConditionalWeakTable<Compilation, CompilationWithAnalyzers> s_drivers = new();

    /// <summary>The diagnostics of a document in order of place, without the suppressed ones.</summary>
    public static async Task<ImmutableArray<Diagnostic>> OfAsync(Document document, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
        {
            return ImmutableArray<Diagnostic>.Empty;
        }

        if (s_cache.TryGetValue(model, out Box? known))
        {
            return known.Found;
        }

        Box box = new(await RunAsync(document, model, null, cancellation).ConfigureAwait(false));
        return s_cache.GetValue(model, _ => box).Found;
    }

    /// <summary>The diagnostics inside a member: the others are not analysed.</summary>
    public static async Task<ImmutableArray<Diagnostic>> WithinAsync(Document document, TextSpan member, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
        {
            return ImmutableArray<Diagnostic>.Empty;
        }

        ImmutableArray<Diagnostic> found = s_cache.TryGetValue(model, out Box? known) ? known.Found : await RunAsync(document, model, member, cancellation).ConfigureAwait(false);
        return found.Where(d => member.Contains(d.Location.SourceSpan)).ToImmutableArray();
    }

    private static async Task<ImmutableArray<Diagnostic>> RunAsync(Document document, SemanticModel model, TextSpan? span, CancellationToken cancellation)
    {
        CompilationWithAnalyzers driver = s_drivers.GetValue(model.Compilation, compilation => compilation.WithAnalyzers(
            s_analyzers,
            new CompilationWithAnalyzersOptions(document.Project.AnalyzerOptions, null, concurrentAnalysis: false, logAnalyzerExecutionTime: false)));
        ImmutableArray<Diagnostic> found = await driver.GetAnalyzerSemanticDiagnosticsAsync(model, span, cancellation).ConfigureAwait(false);
        return found.Where(static d => !d.IsSuppressed).OrderBy(static d => d.Location.SourceSpan.Start).ThenBy(static d => d.Id, StringComparer.Ordinal).ToImmutableArray();
    }

    /// <summary>What <see cref="OfAsync"/> has found for a model; nothing when it was not asked.</summary>
    public static ImmutableArray<Diagnostic> Known(SemanticModel model) => s_cache.TryGetValue(model, out Box? known) ? known.Found : ImmutableArray<Diagnostic>.Empty;

    private static ImmutableArray<DiagnosticAnalyzer> CreateAll() =>
        typeof(LockAnalyzer).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type) && type.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
            .ToImmutableArray();

    private sealed class Box(ImmutableArray<Diagnostic> found)
    {
        public ImmutableArray<Diagnostic> Found { get; } = found;
    }
}
