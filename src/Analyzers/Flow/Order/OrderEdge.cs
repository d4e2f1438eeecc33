using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Order;

/// <summary>A place where one lock is waited for while another is held.</summary>
internal sealed class OrderEdge
{
    public OrderEdge(FlowEvent acquire, HeldLock held, AccessPath heldClass, AccessPath acquiredClass)
    {
        Acquire = acquire;
        Held = held;
        From = heldClass;
        To = acquiredClass;
        ImmutableArray<(AccessPath, LockMode)>.Builder gates = ImmutableArray.CreateBuilder<(AccessPath, LockMode)>();
        foreach (HeldLock other in acquire.HeldLocks.Concat(acquire.Gates))
        {
            if (LockClass.Of(other.Lock) is { } gate && !gate.Equals(From) && !gate.Equals(To))
            {
                gates.Add((gate, other.Mode));
            }
        }

        Gates = gates.ToImmutable();
        Kind = new OrderKind(From, held.Mode, To, Mode, GateNames(this));
    }

    /// <summary>What places that prove the same have in common.</summary>
    public OrderKind Kind { get; }

    public FlowEvent Acquire { get; }

    public HeldLock Held { get; }

    /// <summary>The class of the lock that is held.</summary>
    public AccessPath From { get; }

    /// <summary>The class of the lock that is waited for.</summary>
    public AccessPath To { get; }

    public LockMode Mode => Acquire.Operation!.Mode;

    /// <summary>The other locks held: whoever holds the same one keeps this wait and his own apart.</summary>
    public ImmutableArray<(AccessPath Lock, LockMode Mode)> Gates { get; }

    public SyntaxNode Site => Acquire.Syntax;

    /// <summary>Whether a common lock keeps the two places from running at the same time.</summary>
    public bool IsApartFrom(OrderEdge other)
        => Gates.Any(gate => other.Gates.Any(g => g.Lock.Equals(gate.Lock) && HeldLock.Conflicts(g.Mode, gate.Mode)));

    /// <summary>Source order, independent of the order of trees and threads.</summary>
    public static int Compare(OrderEdge a, OrderEdge b)
    {
        int order = string.CompareOrdinal(a.Site.SyntaxTree.FilePath, b.Site.SyntaxTree.FilePath);
        order = order != 0 ? order : a.Site.SpanStart.CompareTo(b.Site.SpanStart);
        order = order != 0 ? order : a.Site.Span.End.CompareTo(b.Site.Span.End);
        order = order != 0 ? order : string.CompareOrdinal(LockClass.NameOf(a.From), LockClass.NameOf(b.From));
        order = order != 0 ? order : string.CompareOrdinal(LockClass.NameOf(a.To), LockClass.NameOf(b.To));
        order = order != 0 ? order : a.Held.Mode.CompareTo(b.Held.Mode);
        order = order != 0 ? order : a.Mode.CompareTo(b.Mode);
        order = order != 0 ? order : a.Gates.Length.CompareTo(b.Gates.Length);
        return order != 0 ? order : string.CompareOrdinal(a.Kind.Gates, b.Kind.Gates);
    }

    private static string GateNames(OrderEdge edge)
        => string.Join(",", edge.Gates.Select(g => LockClass.NameOf(g.Lock) + ":" + g.Mode).Distinct().OrderBy(n => n, StringComparer.Ordinal));
}

/// <summary>Two classes of locks, the modes, and the names of the locks held besides.</summary>
internal readonly record struct OrderKind(AccessPath From, LockMode Held, AccessPath To, LockMode Requested, string Gates);

/// <summary>A place that closes a circle of waits.</summary>
/// <param name="Closing">The place.</param>
/// <param name="Circle">The places, earlier in source order, through which the lock that is held here is waited for by holders of the lock that is waited for here.</param>
internal sealed record OrderInversion(OrderEdge Closing, ImmutableArray<OrderEdge> Circle);
