using DdiCompliance.Analyzers.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>
/// The names through which a routine with a contract can be reached: the routines' own and, step by step, those of members that mention
/// one. A superset, so it only ever saves work; a body without such a name has no effect.
/// </summary>
internal sealed class NameClosure
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<TreeIndex.Member>> _declared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<TreeIndex.Member>> _callers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<TreeIndex.Member>> _users;
    private readonly Lazy<HashSet<string>> _throwing;
    private readonly BoundContracts _contracts;

    public NameClosure(Compilation compilation, BoundContracts contracts, CancellationToken cancellation)
    {
        _contracts = contracts;
        _throwing = new Lazy<HashSet<string>>(FindThrowing);
        Dictionary<string, List<TreeIndex.Member>> mentions = new(StringComparer.Ordinal);
        _users = mentions;
        Queue<TreeIndex.Member> reached = new();
        HashSet<TreeIndex.Member> seen = new();
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            foreach (TreeIndex.Member member in TreeIndex.Of(tree, cancellation).Members)
            {
                Add(_declared, member.Name, member);
                foreach (string name in member.Mentioned)
                {
                    if (contracts.MayName(name) && seen.Add(member))
                    {
                        reached.Enqueue(member);
                    }

                    Add(mentions, name, member);
                }

                foreach (string name in member.Called)
                {
                    Add(_callers, name, member);
                }
            }
        }

        while (reached.Count > 0)
        {
            TreeIndex.Member member = reached.Dequeue();
            foreach (string name in NamesOf(member))
            {
                if (!_names.Add(name) || !mentions.TryGetValue(name, out List<TreeIndex.Member>? users))
                {
                    continue;
                }

                foreach (TreeIndex.Member user in users)
                {
                    if (seen.Add(user))
                    {
                        reached.Enqueue(user);
                    }
                }
            }
        }
    }

    public bool IsReached(string name) => _names.Contains(name) || _contracts.MayName(name);

    /// <summary>Whether a piece of source mentions a name that leads to a routine.</summary>
    public bool Reaches(SyntaxNode node)
    {
        foreach (SyntaxToken token in node.DescendantTokens())
        {
            switch (token.Kind())
            {
                case SyntaxKind.IdentifierToken when IsReached(token.ValueText):
                case SyntaxKind.UsingKeyword or SyntaxKind.ForEachKeyword when _names.Contains(TreeIndex.Using):
                case SyntaxKind.NewKeyword when _names.Contains(TreeIndex.TargetTypedNew):
                case SyntaxKind.OpenBracketToken when _names.Contains(TreeIndex.Indexer):
                    return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether an exception may come out of a body: it throws, or calls something whose source is not here. Members are told by name, so
    /// a name that means two things counts as the worse.
    /// </summary>
    public bool MayThrow(SyntaxNode body)
    {
        TreeIndex.Member member = new("", body);
        return member.Throws || member.Called.Any(_throwing.Value.Contains);
    }

    /// <summary>Whether a body has a throw of its own, or calls something that always throws.</summary>
    public bool Raises(SyntaxNode body)
    {
        TreeIndex.Member member = new("", body);
        return member.Throws || member.Called.Any(n => _declared.TryGetValue(n, out List<TreeIndex.Member>? named) && named.Any(m => m.Throws && Bodies.AlwaysThrows(m.Node)));
    }

    /// <summary>The called names out of which an exception may come: undeclared ones, and those of members that throw or call such a name.</summary>
    private HashSet<string> FindThrowing()
    {
        HashSet<string> throwing = new(StringComparer.Ordinal);
        Queue<string> open = new();
        foreach (string name in _callers.Keys)
        {
            if (!_declared.ContainsKey(name))
            {
                Add(name);
            }
        }

        foreach (KeyValuePair<string, List<TreeIndex.Member>> declared in _declared)
        {
            if (declared.Value.Any(m => m.Throws))
            {
                Add(declared.Key);
            }
        }

        while (open.Count > 0)
        {
            foreach (TreeIndex.Member caller in CallersOf(open.Dequeue()))
            {
                Add(caller.Name);
            }
        }

        return throwing;

        void Add(string name)
        {
            if (!_contracts.MayName(name) && name != "nameof" && throwing.Add(name))
            {
                open.Enqueue(name);
            }
        }
    }

    /// <summary>The members that call something of this name.</summary>
    public IReadOnlyList<TreeIndex.Member> CallersOf(string name)
        => _callers.TryGetValue(name, out List<TreeIndex.Member>? members) ? members : Array.Empty<TreeIndex.Member>();

    /// <summary>The members that mention something of this name.</summary>
    public IReadOnlyList<TreeIndex.Member> UsersOf(string name)
        => _users.TryGetValue(name, out List<TreeIndex.Member>? members) ? members : Array.Empty<TreeIndex.Member>();

    private static IEnumerable<string> NamesOf(TreeIndex.Member member)
    {
        if (member.Name.Length == 0)
        {
            yield break;
        }

        yield return member.Name;
        if (member.Name is "Dispose" or "DisposeAsync" or "GetEnumerator" or "MoveNext")
        {
            yield return TreeIndex.Using;
        }

        if (member.Node is Microsoft.CodeAnalysis.CSharp.Syntax.ConstructorDeclarationSyntax)
        {
            yield return TreeIndex.TargetTypedNew;
        }
    }

    private static void Add(Dictionary<string, List<TreeIndex.Member>> map, string name, TreeIndex.Member member)
    {
        if (!map.TryGetValue(name, out List<TreeIndex.Member>? members))
        {
            map.Add(name, members = new List<TreeIndex.Member>(1));
        }

        members.Add(member);
    }
}
