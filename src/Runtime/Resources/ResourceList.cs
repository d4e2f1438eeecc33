namespace DdiCompliance;

/// <summary>
/// The system-wide list of initialised resources (behaviour 3). It does not keep a resource alive: one that is collected without having been deleted just
/// disappears from it.
/// </summary>
internal static class ResourceList
{
    private static readonly object s_edit = new();
    private static readonly Dictionary<ulong, WeakReference<ERESOURCE>> s_resources = [];
    private static long s_lastNumber;
    private static ulong s_nextKey;
    private static int s_pruneAt = 256;

    internal static ulong NextNumber() => (ulong)Interlocked.Increment(ref s_lastNumber);

    internal static void Add(ERESOURCE resource)
    {
        lock (s_edit)
        {
            if (s_resources.Count >= s_pruneAt)
                Prune();
            resource.ListKey = ++s_nextKey;
            s_resources.Add(resource.ListKey, new WeakReference<ERESOURCE>(resource));
        }
    }

    internal static void Remove(ERESOURCE resource)
    {
        lock (s_edit)
            s_resources.Remove(resource.ListKey);
    }

    /// <summary>The initialised resources in the order of their initialisation.</summary>
    internal static List<ERESOURCE> Snapshot()
    {
        List<ERESOURCE> alive = [];
        lock (s_edit)
        {
            foreach (WeakReference<ERESOURCE> reference in s_resources.Values)
            {
                if (reference.TryGetTarget(out ERESOURCE? resource))
                    alive.Add(resource);
            }
        }
        alive.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        return alive;
    }

    /// <summary>Forgets the collected ones whenever the list has doubled since the last time.</summary>
    private static void Prune()
    {
        foreach ((ulong key, WeakReference<ERESOURCE> reference) in s_resources)
        {
            if (!reference.TryGetTarget(out _))
                s_resources.Remove(key);
        }
        s_pruneAt = Math.Max(256, s_resources.Count * 2);
    }
}
