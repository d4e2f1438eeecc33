using System.Collections.Immutable;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Order;

/// <summary>
/// Finds circles in the order in which locks are waited for. The first order met in the source counts as the intended one: a place that
/// closes a circle with it is an inversion, and does not become part of the order.
/// </summary>
internal sealed class OrderGraph
{
    /// <summary>Longer circles are not looked for: each lock more makes the coincidence of all its waits less likely, and the search slower.</summary>
    private const int LongestCircle = 6;

    private readonly Dictionary<AccessPath, List<OrderEdge>> _edges = new();

    public static ImmutableArray<OrderInversion> Find(IEnumerable<OrderEdge> edges)
    {
        List<OrderEdge> sorted = edges.ToList();
        sorted.Sort(OrderEdge.Compare);
        OrderGraph graph = new();
        Dictionary<OrderKind, ImmutableArray<OrderEdge>?> circles = new();
        ImmutableArray<OrderInversion>.Builder found = ImmutableArray.CreateBuilder<OrderInversion>();
        HashSet<(SyntaxNode, AccessPath, AccessPath)> reported = new();
        foreach (OrderEdge edge in sorted)
        {
            // Places of one kind close the same circles; that of the first is found.
            if (!circles.TryGetValue(edge.Kind, out ImmutableArray<OrderEdge>? circle))
            {
                circle = graph.CircleWith(edge);
                circles.Add(edge.Kind, circle);
                if (circle is null)
                {
                    graph.Add(edge);
                }
            }

            if (circle is { } waits && reported.Add((edge.Site, edge.From, edge.To)))
            {
                found.Add(new OrderInversion(edge, waits));
            }
        }

        return found.ToImmutable();
    }

    private void Add(OrderEdge edge)
    {
        if (!_edges.TryGetValue(edge.From, out List<OrderEdge>? list))
        {
            _edges.Add(edge.From, list = new List<OrderEdge>());
        }

        list.Add(edge);
    }

    /// <summary>The shortest way from the lock that is waited for back to the one that is held, on which every wait really waits.</summary>
    private ImmutableArray<OrderEdge>? CircleWith(OrderEdge closing)
    {
        for (int length = 1; length < LongestCircle; length++)
        {
            Stack<OrderEdge> way = new();
            if (Extend(closing, closing, way, length))
            {
                return way.Reverse().ToImmutableArray();
            }
        }

        return null;
    }

    private bool Extend(OrderEdge closing, OrderEdge last, Stack<OrderEdge> way, int length)
    {
        if (!_edges.TryGetValue(last.To, out List<OrderEdge>? next))
        {
            return false;
        }

        foreach (OrderEdge edge in next)
        {
            // The holder of what `last` waits for has it in a mode that makes it wait, and waits himself for the next lock.
            bool isEnd = edge.To.Equals(closing.From);
            if (isEnd != (length == 1) || !HeldLock.Conflicts(edge.Held.Mode, last.Mode) || edge.IsApartFrom(closing)
                || way.Any(e => e.From.Equals(edge.To) || e.IsApartFrom(edge)))
            {
                continue;
            }

            way.Push(edge);
            if (isEnd ? HeldLock.Conflicts(closing.Held.Mode, edge.Mode) : Extend(closing, edge, way, length - 1))
            {
                return true;
            }

            way.Pop();
        }

        return false;
    }
}
