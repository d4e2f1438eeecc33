using System.Diagnostics;
using System.Text;

namespace DdiCompliance;

/// <summary>
/// The orders in which threads have acquired locks while holding others. A new order that closes a circle with earlier ones is a deadlock that has not happened yet.
/// Only acquisitions that may wait count: one that gives up cannot deadlock.
/// </summary>
internal static class LockOrder
{
    private static readonly object s_edit = new();
    private static readonly Dictionary<ulong, Dictionary<ulong, Order>> s_after = [];

    /// <summary>Called before a waiting acquisition of a lock that the thread does not hold yet.</summary>
    internal static void Check(KernelThread thread, IWaitTarget wanted)
    {
        HeldLock[] held = thread.Verified.Snapshot();
        if (held.Length == 0)
            return;
        string? inversion = null;
        lock (s_edit)
        {
            StackTrace? here = null;
            foreach (HeldLock before in held)
            {
                if (s_after.TryGetValue(before.Target.Number, out var known) && known.ContainsKey(wanted.Number))
                    continue;
                here ??= new StackTrace(2, fNeedFileInfo: true);
                Order order = new(before.Target.Number, wanted.Number, thread.Id, before.Site, here);
                inversion = FindCircle(order);
                if (inversion is not null)
                    break;
                Add(order);
            }
        }
        if (inversion is not null)
            Verifier.Throw(VerifierCode.LockOrder, RuleId.LockOrderInversion, inversion, wanted.Number);
    }

    /// <summary>A deleted lock is in no order any more.</summary>
    internal static void Forget(ulong number)
    {
        lock (s_edit)
        {
            s_after.Remove(number);
            foreach (Dictionary<ulong, Order> orders in s_after.Values)
                orders.Remove(number);
        }
    }

    private static void Add(Order order)
    {
        if (!s_after.TryGetValue(order.First, out Dictionary<ulong, Order>? orders))
            s_after.Add(order.First, orders = []);
        orders.Add(order.Second, order);
    }

    private static string? FindCircle(Order order)
    {
        List<Order> path = [];
        if (!Reaches(order.Second, order.First, path, []))
            return null;
        path.Reverse();
        StringBuilder text = new("locks are acquired in orders that form a circle");
        foreach (Order step in path.Prepend(order))
        {
            text.AppendLine().Append($"  thread {step.ThreadId} acquired lock {step.Second} while it held lock {step.First}, acquired").AppendLine()
                .AppendLine(Sites.Format(step.HeldSite)).Append("    and then").AppendLine().Append(Sites.Format(step.WantedSite));
        }
        return text.ToString();
    }

    /// <summary>Depth first; the path is collected from its end.</summary>
    private static bool Reaches(ulong from, ulong to, List<Order> path, HashSet<ulong> seen)
    {
        if (!seen.Add(from) || !s_after.TryGetValue(from, out Dictionary<ulong, Order>? orders))
            return false;
        foreach (Order order in orders.Values)
        {
            if (order.Second == to || Reaches(order.Second, to, path, seen))
            {
                path.Add(order);
                return true;
            }
        }
        return false;
    }

    /// <summary>A thread acquired the second lock while it held the first.</summary>
    private sealed record Order(ulong First, ulong Second, uint ThreadId, StackTrace HeldSite, StackTrace WantedSite);
}
