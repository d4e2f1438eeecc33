using DdiCompliance.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DdiCompliance.House.Tests;

/// <summary>Projects of the repository as the rules see them, and what the rules say as <c>dotnet build</c> prints it.</summary>
internal static class SampleSources
{
    /// <summary>A project folder with everything it may refer to.</summary>
    public static CSharpCompilation Compile(string folder) => RepositorySources.Compile(
        folder,
        RepositorySources.Loaded(name => name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
            || name.StartsWith("xunit", StringComparison.Ordinal)
            || name.StartsWith("System.Composition", StringComparison.Ordinal)
            || (name.StartsWith("DdiCompliance.", StringComparison.Ordinal) && Path.GetFileName(folder) != name["DdiCompliance.".Length..])));

    /// <summary>One line for each diagnostic: file, place, id and message.</summary>
    public static string Describe(IEnumerable<Diagnostic> diagnostics) => string.Concat(diagnostics.Select(static diagnostic =>
    {
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        return $"{Path.GetFileName(place.Path)}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): {diagnostic.Id}: {diagnostic.GetMessage()}\n";
    }));
}
