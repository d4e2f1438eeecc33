using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Order;

/// <summary>The orders that annotations declare, with what follows from them.</summary>
internal sealed class DeclaredOrder
{
    private readonly Dictionary<AccessPath, HashSet<AccessPath>> _after = new();

    public DeclaredOrder(ImmutableArray<LockOrderRow> rows)
    {
        foreach (LockOrderRow row in rows)
        {
            AccessPath outer = LockClass.Of(row.Outer);
            if (!_after.TryGetValue(outer, out HashSet<AccessPath>? after))
            {
                _after.Add(outer, after = new HashSet<AccessPath>());
            }

            after.Add(LockClass.Of(row.Inner));
        }
    }

    /// <summary>Whether the first lock is declared to be acquired before the second.</summary>
    public bool Orders(AccessPath outer, AccessPath inner)
    {
        HashSet<AccessPath> seen = new();
        Stack<AccessPath> open = new();
        open.Push(outer);
        while (open.Count > 0)
        {
            if (!_after.TryGetValue(open.Pop(), out HashSet<AccessPath>? next))
            {
                continue;
            }

            if (next.Contains(inner))
            {
                return true;
            }

            foreach (AccessPath one in next.Where(seen.Add))
            {
                open.Push(one);
            }
        }

        return false;
    }
}
