// The objects whose locks are held go into a collection, and are given back from there.
internal sealed class Entry
{
    public readonly ERESOURCE Resource = new();
    public Entry? Parent;
    public int Count;
}

internal sealed class KeptInCollections
{
    private readonly List<Entry> _all = new();

    public void ListOfTaken()
    {
        List<Entry> taken = new();
        KeEnterCriticalRegion();
        foreach (Entry e in _all)
        {
            if (ExAcquireResourceExclusiveLite(e.Resource, false))
            {
                taken.Add(e);
            }
        }

        foreach (Entry e in taken)
        {
            ExReleaseResourceLite(e.Resource);
        }

        KeLeaveCriticalRegion();
    }

    public void ListOfTakenForgotten()
    {
        List<Entry> taken = new();
        KeEnterCriticalRegion();
        foreach (Entry e in _all)
        {
            if ({|DDI2002:ExAcquireResourceExclusiveLite(e.Resource, false)|})
            {
                taken.Add(e);
            }
        }

        foreach (Entry e in taken)
        {
            e.Count++;
        }

        KeLeaveCriticalRegion();
    }

    public void ReleasedFromTheFirst()
    {
        List<Entry> seen = new();
        KeEnterCriticalRegion();
        foreach (Entry e in _all)
        {
            ExAcquireResourceExclusiveLite(e.Resource, true);
            seen.Add(e);
        }

        foreach (Entry e in _all)
        {
            ExReleaseResourceLite(e.Resource);
        }

        KeLeaveCriticalRegion();
    }

    public void StackOfParents(Entry leaf)
    {
        Stack<Entry> up = new();
        KeEnterCriticalRegion();
        for (Entry? e = leaf; e != null; e = e.Parent)
        {
            ExAcquireResourceSharedLite(e.Resource, true);
            up.Push(e);
        }

        while (up.Count > 0)
        {
            ExReleaseResourceLite(up.Pop().Resource);
        }

        KeLeaveCriticalRegion();
    }

    public void QueueByOutParameter()
    {
        Queue<Entry> taken = new();
        KeEnterCriticalRegion();
        for (int i = 0; i < _all.Count; i++)
        {
            ExAcquireResourceSharedLite(_all[i].Resource, true);
            taken.Enqueue(_all[i]);
        }

        while (taken.TryDequeue(out Entry? e))
        {
            ExReleaseResourceLite(e.Resource);
        }

        KeLeaveCriticalRegion();
    }

    public void TwoOfThem(Entry first, Entry second)
    {
        List<Entry> taken = new();
        FltAcquireResourceExclusive(first.Resource);
        taken.Add(first);
        FltAcquireResourceExclusive(second.Resource);
        taken.Add(second);
        for (int i = taken.Count - 1; i >= 0; i--)
        {
            FltReleaseResource(taken[i].Resource);
        }
    }

    public void TwoOfThemForgotten(Entry first)
    {
        List<Entry> taken = new();
        {|DDI2002:FltAcquireResourceExclusive(first.Resource)|};
        taken.Add(first);
        first.Count = taken.Count;
    }

    // Whether the last one was put into the list nobody looks at.
    public void TakenButNotPut()
    {
        List<Entry> taken = new();
        KeEnterCriticalRegion();
        foreach (Entry e in _all)
        {
            {?DDI2002:ExAcquireResourceExclusiveLite(e.Resource, true)?};
            if (e.Count > 0)
            {
                taken.Add(e);
            }
        }

        foreach (Entry e in taken)
        {
            ExReleaseResourceLite(e.Resource);
        }

        KeLeaveCriticalRegion();
    }
}
