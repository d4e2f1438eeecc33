using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>Which of a numbered list of paths mention a path, or go through a member: asked once for every assignment of a method.</summary>
internal sealed class LinkIndex
{
    private static readonly List<int> s_none = new();

    private readonly Dictionary<AccessPath, List<int>> _byLink = new();
    private readonly Dictionary<ISymbol, List<int>> _bySymbol = new(SymbolEqualityComparer.Default);

    /// <summary>Adds a path; numbers come in ascending order.</summary>
    public void Add(AccessPath path, int number)
    {
        for (AccessPath? link = path; link is not null; link = link.Parent)
        {
            Add(_byLink, link, number);
            if (link.Symbol is not null)
            {
                Add(_bySymbol, link.Symbol, number);
            }

            foreach (AccessPath argument in link.Arguments)
            {
                Add(argument, number);
            }
        }
    }

    public bool Has(AccessPath link) => _byLink.ContainsKey(link);

    public bool Has(ISymbol member) => _bySymbol.ContainsKey(member);

    /// <summary>The paths that mention <paramref name="link"/> or, when given, go through <paramref name="member"/>; ascending.</summary>
    public IReadOnlyList<int> Find(AccessPath link, ISymbol? member)
    {
        List<int> mentioning = _byLink.TryGetValue(link, out List<int>? links) ? links : s_none;
        return member is not null && _bySymbol.TryGetValue(member, out List<int>? through) ? Merge(mentioning, through) : mentioning;
    }

    public IReadOnlyList<int> Through(ISymbol member) => _bySymbol.TryGetValue(member, out List<int>? through) ? through : s_none;

    private static List<int> Merge(List<int> a, List<int> b) => a.Count == 0 ? b : a.Union(b).OrderBy(n => n).ToList();

    private static void Add<T>(Dictionary<T, List<int>> map, T key, int number)
        where T : notnull
    {
        if (!map.TryGetValue(key, out List<int>? numbers))
        {
            map.Add(key, numbers = new List<int>(1));
        }

        if (numbers.Count == 0 || numbers[numbers.Count - 1] != number)
        {
            numbers.Add(number);
        }
    }
}
