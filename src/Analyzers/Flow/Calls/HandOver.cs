using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>
/// Pairs of methods that nobody here calls and that share a lock between them: <c>AcquireForLazyWrite</c> and
/// <c>ReleaseFromLazyWrite</c>. The names must be each other's counterpart in one type; then both are judged as helpers, and only what is
/// wrong whoever calls them is reported. Nine in a hundred real lock functions only acquire and as many only release, for callbacks above
/// all.
/// </summary>
internal static class HandOver
{
    /// <summary>Verbs and the verbs that undo them.</summary>
    private static readonly (string Take, string Give)[] s_verbs =
    {
        ("Acquire", "Release"), ("Lock", "Unlock"), ("Enter", "Leave"), ("Enter", "Exit"), ("Begin", "End"), ("Take", "Drop"), ("Open", "Close"),
    };

    public static bool HasCounterpart(IMethodSymbol method)
    {
        foreach ((string take, string give) in s_verbs)
        {
            if (HasCounterpart(method, take, give) || HasCounterpart(method, give, take))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasCounterpart(IMethodSymbol method, string verb, string other)
    {
        int at = method.Name.IndexOf(verb, StringComparison.Ordinal);
        if (at < 0 || !EndsWord(method.Name, at + verb.Length))
        {
            return false;
        }

        string rest = Normalize(method.Name.Remove(at, verb.Length));
        return method.ContainingType.GetMembers().Any(m => m is IMethodSymbol
            && m.Name.IndexOf(other, StringComparison.Ordinal) == at
            && EndsWord(m.Name, at + other.Length)
            && Normalize(m.Name.Remove(at, other.Length)) == rest);
    }

    /// <summary>Whether the name says that the method takes or gives back, and another method of the type says that it does the opposite.</summary>
    public static bool IsHalf(IMethodSymbol method)
    {
        ImmutableArray<ISymbol> members = method.ContainingType.GetMembers();
        return s_verbs.Any(v => (Says(method, v.Take) && members.Any(m => Says(m, v.Give))) || (Says(method, v.Give) && members.Any(m => Says(m, v.Take))));
    }

    private static bool Says(ISymbol method, string verb)
        => method is IMethodSymbol && method.Name.IndexOf(verb, StringComparison.Ordinal) is >= 0 and int at && EndsWord(method.Name, at + verb.Length);

    private static bool EndsWord(string name, int end) => end == name.Length || !char.IsLower(name[end]);

    /// <summary>What is acquired for something is released from it, and what is taken before it is given after it.</summary>
    private static string Normalize(string rest) => rest.Replace("From", "For").Replace("After", "Before").Replace("Post", "Pre").Replace("Exclusive", "").Replace("Shared", "");
}
