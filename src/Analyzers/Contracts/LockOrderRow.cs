using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Contracts;

/// <summary>A declared order of two locks, each named by the members that lead to it.</summary>
/// <param name="Outer">The lock that is acquired first.</param>
/// <param name="Inner">The lock that is acquired while the other is held.</param>
internal readonly record struct LockOrderRow(ImmutableArray<ISymbol> Outer, ImmutableArray<ISymbol> Inner);
