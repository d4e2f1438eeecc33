using Microsoft.CodeAnalysis;

namespace DdiCompliance.Testing;

/// <summary>Orders diagnostics by file, place, id and message, so that concurrent runs compare equal.</summary>
public static class DiagnosticOrder
{
    /// <summary>The diagnostics in that order.</summary>
    public static IEnumerable<Diagnostic> Sorted(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.OrderBy(PathOf, StringComparer.Ordinal)
            .ThenBy(static diagnostic => diagnostic.Location.SourceSpan)
            .ThenBy(static diagnostic => diagnostic.Id, StringComparer.Ordinal)
            .ThenBy(static diagnostic => diagnostic.GetMessage(), StringComparer.Ordinal);

    /// <summary>The name of the file a diagnostic is in; empty when it is in none.</summary>
    public static string PathOf(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().Path ?? "";
}
