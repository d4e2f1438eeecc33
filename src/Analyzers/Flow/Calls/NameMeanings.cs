using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>
/// One number for everything that lowering may learn from the declarations of a name: their signatures, and whether they lead to a routine
/// or a throw. Two compilations in which all names of a body have equal numbers give that body the same meaning.
/// </summary>
internal sealed class NameMeanings
{
    /// <summary>Members that C# calls without writing their names, or whose name a type inferred from another member leads to.</summary>
    public static readonly ImmutableArray<string> Unwritten = ImmutableArray.Create(
        "Dispose", "DisposeAsync", "GetEnumerator", "GetAsyncEnumerator", "MoveNext", "MoveNextAsync", "Current", "GetAwaiter", "IsCompleted",
        "OnCompleted", "GetResult", "Deconstruct", "Add", "Count", "Length", "Slice", TreeIndex.Indexer, TreeIndex.Operator);

    private readonly ConcurrentDictionary<string, ulong> _meanings = new(StringComparer.Ordinal);
    private readonly Lazy<ulong> _ofUnwritten;
    private readonly NameClosure _closure;

    public NameMeanings(NameClosure closure)
    {
        _closure = closure;
        _ofUnwritten = new Lazy<ulong>(() => Unwritten.Aggregate(0UL, (sum, name) => sum + Of(name)));
    }

    /// <summary>The meaning of a set of names, whatever their order, and of those that are never written.</summary>
    public ulong Of(IEnumerable<string> names)
    {
        ulong sum = _ofUnwritten.Value;
        foreach (string name in names)
        {
            sum += Of(name);
        }

        return sum;
    }

    /// <summary>Changes with the bodies that make a delegate of a method of this name; what they call is added to <paramref name="called"/>.</summary>
    public ulong OfPassing(string name, HashSet<string>? called)
    {
        ulong sum = 0;
        foreach (TreeIndex.Member user in _closure.PassersOf(name))
        {
            sum += TextHash.Mix(user.Text, Of(user.Called));
            called?.UnionWith(user.Called);
        }

        return sum;
    }

    private ulong Of(string name)
    {
        ConcurrentDictionary<string, ulong> meanings = _closure.IsAsInProject(name) ? _closure.Project.Meanings : _meanings;
        return meanings.TryGetValue(name, out ulong meaning) ? meaning : meanings.GetOrAdd(name, Compute(name));
    }

    private ulong Compute(string name)
    {
        ulong sum = _closure.IsReached(name) ? 1UL : 0UL;
        sum += _closure.IsThrowing(name) ? 2UL : 0UL;
        foreach (TreeIndex.Member member in _closure.DeclaredBy(name))
        {
            sum += TextHash.Mix(member.Signature, Effects(member));
        }

        foreach (TreeIndex.Member field in _closure.FieldsNamed(name))
        {
            sum += field.Signature;
        }

        return TextHash.Mix(TextHash.Of(name), sum);
    }

    private ulong Effects(TreeIndex.Member member)
    {
        if (member.Node is BaseMethodDeclarationSyntax)
        {
            return (member.Mentioned.Any(_closure.IsReached) ? 1UL : 0UL)
                + (member.Throws || member.Called.Any(_closure.IsThrowing) ? 2UL : 0UL)
                + (member.Throws || member.Called.Any(_closure.AlwaysThrows) ? 4UL : 0UL);
        }

        // Each accessor has an effect of its own.
        ulong sum = 0;
        foreach (string mentioned in member.Mentioned)
        {
            sum += _closure.IsReached(mentioned) ? TextHash.Of(mentioned) : 0;
        }

        foreach (string called in member.Called)
        {
            sum += _closure.IsThrowing(called) ? TextHash.Of(called) : 0;
        }

        return sum;
    }
}
