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

    /// <summary>For each member the bodies that its component leads to, itself left out.</summary>
    public IReadOnlyList<(object Key, Activation? Activation)> EdgesOf(SyntaxNode body)
        => Members.Length == 1 ? _edges ??= Edges(body) : Edges(body);

    /// <summary>The project in which, but for its differing files, everything here was found to hold.</summary>
    public ProjectNames? HeldIn
    {
        get => Volatile.Read(ref _heldIn);
        set => Volatile.Write(ref _heldIn, value);
    }

    /// <summary>Where it was found to hold with everything that it leads to.</summary>
    public HeldPlace? Place
    {
        get => Volatile.Read(ref _place);
        set => Volatile.Write(ref _place, value);
    }

    /// <summary>Every file that has something to do with the summaries.</summary>
    public IReadOnlyList<SyntaxTree> AllFiles => _allFiles ??= Members.Concat(Callees).Select(b => b.Body.SyntaxTree).Concat(Files).Distinct().ToArray();

    private IReadOnlyList<(object, Activation?)>? _edges;
    private IReadOnlyList<SyntaxTree>? _allFiles;
    private ProjectNames? _heldIn;
    private HeldPlace? _place;

    private IReadOnlyList<(object, Activation?)> Edges(SyntaxNode body)
        => Callees.Concat(Members).Where(c => c.Body != body).Select(c => ((object)c.Body, (Activation?)null)).ToArray();
}

/// <summary>The names on which summaries depend, and what they meant.</summary>
/// <param name="Texts">Members of which every name counts.</param>
/// <param name="Names">The names that are in none of them.</param>
/// <param name="Meaning">See <see cref="NameMeanings.Of(IEnumerable{string})"/>.</param>
/// <param name="Passed">The names of the methods themselves, which others may turn into delegates.</param>
/// <param name="Passing">See <see cref="NameMeanings.OfPassing"/>.</param>
internal sealed record Dependencies(ImmutableArray<TreeIndex.Member> Texts, ImmutableArray<string> Names, ulong Meaning, ImmutableArray<string> Passed, ulong Passing)
{
    public static Dependencies Of(Footprint footprint, IEnumerable<string> passed, NameMeanings meanings)
    {
        ImmutableArray<string> own = passed.Distinct().ToImmutableArray();
        HashSet<string> names = new(footprint.Names);
        ulong passing = Sum(own, meanings, names);
        foreach (TreeIndex.Member text in footprint.Texts)
        {
            names.ExceptWith(text.Mentioned);
        }

        Dependencies found = new(footprint.Texts.ToImmutableArray(), names.ToImmutableArray(), 0, own, passing);
        return found with { Meaning = found.Sum(meanings) };
    }

    /// <summary>Whether all names mean the same.</summary>
    public bool Hold(NameMeanings meanings) => Sum(meanings) == Meaning && Sum(Passed, meanings, null) == Passing;

    /// <summary>Whether no name is one of those that the differing files change: then what held in their project holds.</summary>
    public bool AreUntouched(NameClosure closure)
    {
        if (!closure.ReachesAsProject)
        {
            return false;
        }

        foreach (TreeIndex.Member text in Texts)
        {
            if (ChangesOne(text.Mentioned, closure))
            {
                return false;
            }
        }

        if (ChangesOne(Names, closure))
        {
            return false;
        }

        foreach (string name in Passed)
        {
            if (closure.ChangesPassing(name))
            {
                return false;
            }
        }

        return !closure.Changes("");
    }

    private static bool ChangesOne(IReadOnlyList<string> names, NameClosure closure)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (closure.Changes(names[i]))
            {
                return true;
            }
        }

        return false;
    }

    private ulong Sum(NameMeanings meanings)
    {
        ulong sum = meanings.Of(Names);
        foreach (TreeIndex.Member text in Texts)
        {
            sum += meanings.Of(text.Mentioned);
        }

        return sum;
    }

    private static ulong Sum(ImmutableArray<string> names, NameMeanings meanings, HashSet<string>? called)
    {
        ulong sum = 0;
        foreach (string name in names)
        {
            sum += meanings.OfPassing(name, called);
        }

        return sum;
    }
}
