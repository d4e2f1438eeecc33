using System.Collections.Immutable;
using DdiCompliance.Analyzers.Flow.Summaries;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>
/// The summaries of bodies that call each other in a circle (or of one body), with everything they depend on. Bodies are known by their
/// declarations: while a file is the same object, so is what stands in it.
/// </summary>
internal sealed class RememberedComponent
{
    public required SummaryEnvironment Environment { get; init; }

    public required ImmutableArray<(SyntaxNode Body, LastingSummary Summary)> Members { get; init; }

    /// <summary>The bodies outside that are called, with the summaries that were used.</summary>
    public required ImmutableArray<(SyntaxNode Body, LastingSummary Summary)> Callees { get; init; }

    /// <summary>The files of bodies that were looked into for one call, with the functions it passes.</summary>
    public required ImmutableArray<SyntaxTree> Files { get; init; }

    public required Dependencies Dependencies { get; init; }

    public LastingSummary SummaryOf(SyntaxNode body) => Members.First(m => m.Body == body).Summary;
}

/// <summary>The names on which summaries depend, and what they meant.</summary>
/// <param name="Names">The names.</param>
/// <param name="Meaning">See <see cref="NameMeanings.Of(IEnumerable{string})"/>.</param>
/// <param name="Passed">The names of the methods themselves, which others may turn into delegates.</param>
/// <param name="Passing">See <see cref="NameMeanings.OfPassing"/>.</param>
internal sealed record Dependencies(ImmutableArray<string> Names, ulong Meaning, ImmutableArray<string> Passed, ulong Passing)
{
    public static Dependencies Of(IEnumerable<string> names, IEnumerable<string> passed, NameMeanings meanings)
    {
        ImmutableArray<string> all = names.Distinct().ToImmutableArray();
        ImmutableArray<string> own = passed.Distinct().ToImmutableArray();
        return new Dependencies(all, meanings.Of(all), own, Sum(own, meanings));
    }

    public bool Hold(NameMeanings meanings) => meanings.Of(Names) == Meaning && Sum(Passed, meanings) == Passing;

    private static ulong Sum(ImmutableArray<string> names, NameMeanings meanings)
    {
        ulong sum = 0;
        foreach (string name in names)
        {
            sum += meanings.OfPassing(name);
        }

        return sum;
    }
}
