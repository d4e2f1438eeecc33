using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Summaries;

/// <summary>A body together with the functions its delegate parameters stand for.</summary>
internal sealed class Activation : IEquatable<Activation>
{
    private static readonly SymbolEqualityComparer s_symbols = SymbolEqualityComparer.Default;

    public Activation(IMethodSymbol method, ImmutableArray<(int Ordinal, IMethodSymbol Function)> functions)
    {
        Method = method;
        Functions = functions;
    }

    public Activation(IMethodSymbol method)
        : this(method, ImmutableArray<(int, IMethodSymbol)>.Empty)
    {
    }

    public IMethodSymbol Method { get; }

    /// <summary>For each bound delegate parameter its ordinal and the function; in order of ordinal.</summary>
    public ImmutableArray<(int Ordinal, IMethodSymbol Function)> Functions { get; }

    public IMethodSymbol? FunctionAt(int ordinal)
    {
        foreach ((int bound, IMethodSymbol function) in Functions)
        {
            if (bound == ordinal)
            {
                return function;
            }
        }

        return null;
    }

    public bool Equals(Activation? other)
        => other is not null
            && s_symbols.Equals(Method, other.Method)
            && Functions.Length == other.Functions.Length
            && Functions.Zip(other.Functions, (a, b) => a.Ordinal == b.Ordinal && s_symbols.Equals(a.Function, b.Function)).All(same => same);

    public override bool Equals(object? obj) => Equals(obj as Activation);

    public override int GetHashCode() => Functions.Aggregate(s_symbols.GetHashCode(Method), (hash, f) => (hash * 31) + s_symbols.GetHashCode(f.Function));

    public override string ToString() => Method.Name + string.Concat(Functions.Select(f => "," + f.Function.Name));
}
