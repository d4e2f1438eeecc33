using System.Collections.Concurrent;
using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Order;

/// <summary>
/// Takes down which lock is waited for under which. What is against a declared order is known at once; two orders of different methods meet
/// when all methods are known. Safe for concurrent use.
/// </summary>
internal sealed class OrderBook(BoundContracts contracts)
{
    private readonly Lazy<DeclaredOrder> _declared = new(() => new DeclaredOrder(contracts.LockOrders));
    private readonly ConcurrentBag<OrderEdge> _edges = new();

    /// <summary>Takes the acquires out of a method's events, and puts those in that are against a declared order.</summary>
    public void Enter(List<FlowEvent> events)
    {
        // Where waiting is a mistake by itself there is no order to keep.
        HashSet<SyntaxNode> tooHigh = new(events.Where(e => (e.Broken & Outcome.IrqlTooHigh) != 0).Select(e => e.Syntax));
        int count = events.Count;
        for (int i = 0; i < count; i++)
        {
            if ((events[i].Broken & Outcome.AcquiredUnder) != 0 && !tooHigh.Contains(events[i].Syntax))
            {
                Enter(events[i], events);
            }
        }

        events.RemoveAll(e => (e.Broken & Outcome.AcquiredUnder) != 0);
    }

    public ImmutableArray<OrderInversion> Inversions() => OrderGraph.Find(_edges);

    private void Enter(FlowEvent acquire, List<FlowEvent> events)
    {
        if (acquire.Lock is null || LockClass.Of(acquire.Lock) is not { } acquired)
        {
            return;
        }

        bool isAgainst = false;
        foreach (HeldLock held in acquire.HeldLocks)
        {
            if (LockClass.Of(held.Lock) is not { } from || from.Equals(acquired))
            {
                continue;
            }

            if (!_declared.Value.Orders(acquired, from))
            {
                _edges.Add(new OrderEdge(acquire, held, from, acquired));
            }
            else if (!isAgainst)
            {
                isAgainst = true;
                events.Add(acquire with { Broken = Outcome.AgainstOrder, Held = held.Lock, Earlier = held.Site });
            }
        }
    }
}
