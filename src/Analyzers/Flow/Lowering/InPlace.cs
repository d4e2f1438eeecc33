using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>
/// The methods of the framework that call the delegate they are given before they return, on the thread of the caller, once, often or not at
/// all. Everything else may call it whenever it likes. What is lazy (<c>Where</c>, <c>Select</c>) or uses other threads (<c>Parallel</c>)
/// is not among them.
/// </summary>
internal static class InPlace
{
    private const string Searches = "Find FindAll FindIndex FindLast FindLastIndex Exists TrueForAll ConvertAll ForEach Sort ";

    private static readonly Dictionary<string, HashSet<string>> s_table = new(StringComparer.Ordinal)
    {
        ["System.Array"] = Row(Searches),
        ["System.Collections.Generic.List"] = Row(Searches + "RemoveAll"),
        ["System.Collections.Generic.HashSet"] = Row("RemoveWhere"),
        ["System.Collections.Generic.SortedSet"] = Row("RemoveWhere"),
        ["System.Collections.Immutable.ImmutableList"] = Row(Searches + "RemoveAll"),
        ["System.Collections.Immutable.ImmutableArray"] = Row("RemoveAll Sort"),
        ["System.Collections.Concurrent.ConcurrentDictionary"] = Row("GetOrAdd AddOrUpdate"),
        ["System.Linq.Enumerable"] = Row(
            "Aggregate All Any Average Count First FirstOrDefault Last LastOrDefault LongCount Max MaxBy Min MinBy Single SingleOrDefault Sum ToDictionary ToLookup"),
        ["System.MemoryExtensions"] = Row("Sort BinarySearch"),
        ["System.String"] = Row("Create"),
        ["System.Threading.LazyInitializer"] = Row("EnsureInitialized"),
    };

    public static bool Runs(IMethodSymbol method)
        => method.ContainingType is { } type && method.Parameters.Any(p => p.Type.TypeKind == TypeKind.Delegate)
            && s_table.TryGetValue(type.ContainingNamespace + "." + type.Name, out HashSet<string>? methods) && methods.Contains(method.Name);

    private static HashSet<string> Row(string names) => new(names.Split(new[] { ' ' }, StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);
}
