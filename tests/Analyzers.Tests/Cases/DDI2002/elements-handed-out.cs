// A helper looks for an element in a loop and hands it out with its lock held.
internal sealed class Chunk
{
    public readonly ERESOURCE Lock = new();
    public Chunk? Next;
    public int Free;
}

internal sealed class Chunks
{
    private readonly List<Chunk> _all = new();
    private Chunk? _first;

    private Chunk? Find()
    {
        foreach (Chunk c in _all)
        {
            ExAcquireResourceExclusiveLite(c.Lock, true);
            if (c.Free > 0)
            {
                return c;
            }

            ExReleaseResourceLite(c.Lock);
        }

        return null;
    }

    public void Use()
    {
        KeEnterCriticalRegion();
        Chunk? c = Find();
        if (c != null)
        {
            c.Free--;
            ExReleaseResourceLite(c.Lock);
        }

        KeLeaveCriticalRegion();
    }

    public void Forgets()
    {
        KeEnterCriticalRegion();
        Chunk? c = {|DDI2002:Find()|};
        if (c != null)
        {
            c.Free--;
        }

        KeLeaveCriticalRegion();
    }

    public void ReleasesTwice()
    {
        KeEnterCriticalRegion();
        Chunk? c = Find();
        if (c != null)
        {
            ExReleaseResourceLite(c.Lock);
            {|DDI2001:ExReleaseResourceLite(c.Lock)|};
        }

        KeLeaveCriticalRegion();
    }

    private bool TryFind(out Chunk? found)
    {
        for (Chunk? c = _first; c != null; c = c.Next)
        {
            ExAcquireResourceExclusiveLite(c.Lock, true);
            if (c.Free > 0)
            {
                found = c;
                return true;
            }

            ExReleaseResourceLite(c.Lock);
        }

        found = null;
        return false;
    }

    public void UseOut()
    {
        KeEnterCriticalRegion();
        if (TryFind(out Chunk? c))
        {
            c!.Free--;
            ExReleaseResourceLite(c.Lock);
        }

        KeLeaveCriticalRegion();
    }

    public void ForgetsOut()
    {
        KeEnterCriticalRegion();
        if ({|DDI2002:TryFind(out Chunk? c)|})
        {
            c!.Free--;
        }

        KeLeaveCriticalRegion();
    }

    // The helper at fault: nothing tells its caller of the one it skips.
    private Chunk? FindSkipping()
    {
        foreach (Chunk c in _all)
        {
            {|DDI2002:ExAcquireResourceExclusiveLite(c.Lock, true)|};
            if (c.Free < 0)
            {
                continue;
            }

            ExReleaseResourceLite(c.Lock);
            if (c.Free > 0)
            {
                return c;
            }
        }

        return null;
    }

    public int Skip()
    {
        KeEnterCriticalRegion();
        int free = FindSkipping()?.Free ?? 0;
        KeLeaveCriticalRegion();
        return free;
    }

    // The element itself is handed out, its lock is not.
    private Chunk? Peek()
    {
        foreach (Chunk c in _all)
        {
            FltAcquireResourceShared(c.Lock);
            bool free = c.Free > 0;
            FltReleaseResource(c.Lock);
            if (free)
            {
                return c;
            }
        }

        return null;
    }

    public void PeekAndTake()
    {
        Chunk? c = Peek();
        if (c != null)
        {
            FltAcquireResourceExclusive(c.Lock);
            c.Free--;
            FltReleaseResource(c.Lock);
        }
    }

    public void PeekAndRelease()
    {
        Chunk? c = Peek();
        if (c != null)
        {
            {|DDI2001:FltReleaseResource(c.Lock)|};
        }
    }
}
