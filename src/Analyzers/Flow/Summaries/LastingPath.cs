using System.Collections.Immutable;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Summaries;

/// <summary>An access path with symbols that outlive their compilation.</summary>
internal sealed record LastingPath(PathKind Kind, LastingPath? Parent, LastingSymbol? Symbol, object? Key, EquatableArray<LastingPath> Arguments)
{
    /// <summary>The path as <paramref name="method"/> knows it; null when it names something of one compilation only.</summary>
    public static LastingPath? Of(AccessPath path, IMethodSymbol method)
    {
        if (path.Kind is PathKind.Local or PathKind.Capture or PathKind.Result)
        {
            return null;
        }

        LastingPath? parent = path.Parent is null ? null : Of(path.Parent, method);
        LastingSymbol? symbol = path.Symbol is null ? null : LastingSymbol.Of(path.Symbol, method);
        if ((path.Parent is not null && parent is null) || (path.Symbol is not null && symbol is null))
        {
            return null;
        }

        ImmutableArray<LastingPath>.Builder arguments = ImmutableArray.CreateBuilder<LastingPath>(path.Arguments.Length);
        foreach (AccessPath argument in path.Arguments)
        {
            if (Of(argument, method) is not { } lasting)
            {
                return null;
            }

            arguments.Add(lasting);
        }

        return new LastingPath(path.Kind, parent, symbol, path.Key, new EquatableArray<LastingPath>(arguments.MoveToImmutable()));
    }

    /// <summary>The path in another compilation; null when one of its symbols is not there.</summary>
    public AccessPath? In(Compilation compilation, IMethodSymbol method)
    {
        AccessPath? parent = Parent?.In(compilation, method);
        ISymbol? symbol = Symbol?.In(compilation, method);
        if ((Parent is not null && parent is null) || (Symbol is not null && symbol is null))
        {
            return null;
        }

        ImmutableArray<AccessPath>.Builder arguments = ImmutableArray.CreateBuilder<AccessPath>(Arguments.Items.Length);
        foreach (LastingPath argument in Arguments.Items)
        {
            if (argument.In(compilation, method) is not { } here)
            {
                return null;
            }

            arguments.Add(here);
        }

        return AccessPath.Restore(Kind, parent, symbol, Key, arguments.MoveToImmutable());
    }
}

/// <summary>An array that equals another one with equal items.</summary>
internal readonly struct EquatableArray<T>(ImmutableArray<T> items) : IEquatable<EquatableArray<T>>
{
    private readonly ImmutableArray<T> _items = items;

    public ImmutableArray<T> Items => _items.IsDefault ? ImmutableArray<T>.Empty : _items;

    public bool Equals(EquatableArray<T> other) => Items.SequenceEqual(other.Items);

    public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);

    public override int GetHashCode() => Items.Length;
}
