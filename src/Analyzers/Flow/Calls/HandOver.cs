using System.Text;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>
/// What the name of a method that nobody here calls says about the locks it leaves held. Pairs such as <c>AcquireForLazyWrite</c> and
/// <c>ReleaseFromLazyWrite</c> share a lock between them: the names must be each other's counterpart in one type; then both are judged as
/// helpers, and only what is wrong whoever calls them is reported. Nine in a hundred real lock functions only acquire and as many only
/// release, for callbacks above all.
/// </summary>
internal static class HandOver
{
    /// <summary>Verbs and the verbs that undo them.</summary>
    private static readonly (string Take, string Give)[] s_verbs =
    {
        ("acquire", "release"), ("lock", "unlock"), ("enter", "leave"), ("enter", "exit"), ("begin", "end"), ("take", "drop"), ("open", "close"),
        ("freeze", "unfreeze"),
    };

    /// <summary>Words of methods that exist to take a lock.</summary>
    private static readonly HashSet<string> s_takers = new() { "acquire", "lock", "enter", "obtain", "grab", "upgrade", "freeze" };

    /// <summary>Words of methods that may take a lock besides what else they begin.</summary>
    private static readonly HashSet<string> s_beginners = new() { "begin", "open", "take", "reserve", "claim", "suspend", "try" };

    /// <summary>Words of methods that exist to give a lock back.</summary>
    private static readonly HashSet<string> s_givers = new() { "release", "unlock", "exit", "leave", "end", "drop", "unfreeze", "downgrade" };

    /// <summary>Words that say nothing about whether two methods are a pair.</summary>
    private static readonly HashSet<string> s_fillers = new() { "try", "exclusive", "shared" };

    public static bool HasCounterpart(IMethodSymbol method) => CounterpartsOf(method).Any();

    /// <summary>The methods of the type whose names undo the method's, or are undone by it.</summary>
    public static IEnumerable<IMethodSymbol> CounterpartsOf(IMethodSymbol method)
    {
        List<string> words = WordsOf(method.Name);
        foreach ((string take, string give) in s_verbs)
        {
            foreach (IMethodSymbol counterpart in CounterpartsOf(method, words, take, give).Concat(CounterpartsOf(method, words, give, take)))
            {
                yield return counterpart;
            }
        }
    }

    /// <summary>Whether the name says that the method takes or gives back, and another method of the type says that it does the opposite.</summary>
    public static bool IsHalf(IMethodSymbol method)
    {
        List<string> words = WordsOf(method.Name);
        return s_verbs.Any(v => (words.Contains(v.Take) && IsSaid(method, v.Give)) || (words.Contains(v.Give) && IsSaid(method, v.Take)));
    }

    private static bool IsSaid(IMethodSymbol method, string verb) => method.ContainingType.GetMembers().Any(m => m is IMethodSymbol && WordsOf(m.Name).Contains(verb));

    /// <summary>Whether the method says that it takes a lock.</summary>
    public static bool Takes(IMethodSymbol method) => Says(method, s_takers);

    /// <summary>Whether the method says that it begins something, which a lock may be part of.</summary>
    public static bool Begins(IMethodSymbol method) => Says(method, s_beginners);

    private static bool Says(IMethodSymbol method, HashSet<string> verbs)
    {
        // The verb comes first: further on "lock" is a thing.
        List<string> words = WordsOf(method.Name);
        return words.TakeWhile((w, i) => i == 0 || words[i - 1] == "try").Any(verbs.Contains) && !words.Any(s_givers.Contains);
    }

    private static IEnumerable<IMethodSymbol> CounterpartsOf(IMethodSymbol method, List<string> words, string verb, string other)
    {
        int at = words.IndexOf(verb);
        if (at < 0)
        {
            return Enumerable.Empty<IMethodSymbol>();
        }

        string undone = Normalize(words.Select((w, i) => i == at ? other : w));
        return method.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(m => m.Name.IndexOf(other, StringComparison.OrdinalIgnoreCase) >= 0 && Normalize(WordsOf(m.Name)) == undone);
    }

    /// <summary>What is acquired for something is released from it, and what is taken before it is given after it.</summary>
    private static string Normalize(IEnumerable<string> words) => string.Join("_", words.Where(w => !s_fillers.Contains(w)).Select(w => w switch
    {
        "from" => "for",
        "after" => "before",
        "post" => "pre",
        _ => w,
    }));

    private static List<string> WordsOf(string name)
    {
        List<string> words = new();
        StringBuilder word = new();
        foreach (char letter in name)
        {
            if ((letter == '_' || char.IsUpper(letter)) && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }

            if (letter != '_')
            {
                word.Append(char.ToLowerInvariant(letter));
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return words;
    }
}
