// A loop that takes the lock of each element and gives it back: what it leaves held on one way stays held.
internal sealed class Extent
{
    public readonly ERESOURCE Resource = new();
    public readonly FAST_MUTEX Mutex = new();
    public Extent? Next;
    public bool Bad;
    public int Count;
}

internal sealed class LoopElements
{
    public int Skips(List<Extent> all)
    {
        int n = 0;
        KeEnterCriticalRegion();
        foreach (Extent e in all)
        {
            {|DDI2002:ExAcquireResourceSharedLite(e.Resource, true)|};
            if (e.Bad)
            {
                continue;
            }

            n += e.Count;
            ExReleaseResourceLite(e.Resource);
        }

        KeLeaveCriticalRegion();
        return n;
    }

    public int Releases(List<Extent> all)
    {
        int n = 0;
        KeEnterCriticalRegion();
        foreach (Extent e in all)
        {
            ExAcquireResourceSharedLite(e.Resource, true);
            if (e.Bad)
            {
                ExReleaseResourceLite(e.Resource);
                continue;
            }

            n += e.Count;
            ExReleaseResourceLite(e.Resource);
        }

        KeLeaveCriticalRegion();
        return n;
    }

    public void Breaks(List<Extent> all)
    {
        foreach (Extent e in all)
        {
            {|DDI2002:FltAcquireResourceExclusive(e.Resource)|};
            e.Count++;
            if (e.Bad)
            {
                break;
            }

            FltReleaseResource(e.Resource);
        }
    }

    // The region came with each hold and went with it: the release of another element leaves only its own.
    public void SkipsWithItsRegion(List<Extent> all)
    {
        foreach (Extent e in all)
        {
            {|DDI2002:FltAcquireResourceExclusive(e.Resource)|};
            if (e.Bad)
            {
                continue;
            }

            FltReleaseResource(e.Resource);
        }
    }

    public void SkipsAlongAChain(Extent head)
    {
        for (Extent? e = head; e != null; e = e.Next)
        {
            {|DDI2002:FltAcquireResourceExclusive(e.Resource)|};
            if (e.Bad)
            {
                continue;
            }

            FltReleaseResource(e.Resource);
        }
    }

    public void SkipsByIndex(Extent[] all)
    {
        for (int i = 0; i < all.Length; i++)
        {
            {|DDI2002:FltAcquireResourceExclusive(all[i].Resource)|};
            if (all[i].Bad)
            {
                continue;
            }

            FltReleaseResource(all[i].Resource);
        }
    }

    public void ReleasedTwice(List<Extent> all)
    {
        KeEnterCriticalRegion();
        foreach (Extent e in all)
        {
            ExAcquireResourceExclusiveLite(e.Resource, true);
            ExReleaseResourceLite(e.Resource);
            if (e.Bad)
            {
                {|DDI2001:ExReleaseResourceLite(e.Resource)|};
            }
        }

        KeLeaveCriticalRegion();
    }

    public void ReleasedWhereTheTryFailed(List<Extent> all)
    {
        KeEnterCriticalRegion();
        foreach (Extent e in all)
        {
            if (ExAcquireResourceSharedLite(e.Resource, false))
            {
                e.Count++;
                ExReleaseResourceLite(e.Resource);
            }
            else
            {
                {|DDI2008:ExReleaseResourceLite(e.Resource)|};
            }
        }

        KeLeaveCriticalRegion();
    }

    public void AllThenAll(List<Extent> all)
    {
        foreach (Extent e in all)
        {
            FltAcquireResourceExclusive(e.Resource);
        }

        foreach (Extent e in all)
        {
            e.Count++;
            FltReleaseResource(e.Resource);
        }
    }

    public bool AllOrNone(Extent[] all)
    {
        KeEnterCriticalRegion();
        for (int i = 0; i < all.Length; i++)
        {
            if (!ExAcquireResourceExclusiveLite(all[i].Resource, false))
            {
                while (--i >= 0)
                {
                    ExReleaseResourceLite(all[i].Resource);
                }

                KeLeaveCriticalRegion();
                return false;
            }
        }

        foreach (Extent e in all)
        {
            ExReleaseResourceLite(e.Resource);
        }

        KeLeaveCriticalRegion();
        return true;
    }

    private static void Take(Extent e) => ExAcquireResourceExclusiveLite(e.Resource, true);

    private static void Give(Extent e) => ExReleaseResourceLite(e.Resource);

    public void AscendingAndDescendingByWrappers(List<Extent> all)
    {
        KeEnterCriticalRegion();
        for (int i = 0; i < all.Count; i++)
        {
            Take(all[i]);
        }

        for (int i = all.Count - 1; i >= 0; i--)
        {
            Give(all[i]);
        }

        KeLeaveCriticalRegion();
    }

    public void OnlyTakenByWrappers(List<Extent> all)
    {
        KeEnterCriticalRegion();
        foreach (Extent e in all)
        {
            {|DDI2002:Take(e)|};
            e.Count++;
        }

        KeLeaveCriticalRegion();
    }

    // The last element a loop found, or none: one lock, whatever it is called.
    public void MutexOfTheLast(Extent[] all)
    {
        Extent? last = null;
        for (int i = 0; i < all.Length; i++)
        {
            last = all[i];
        }

        ExAcquireFastMutex(last!.Mutex);
        last.Count++;
        ExReleaseFastMutex(last.Mutex);
    }

    public void MutexOfTheLastForgotten(Extent[] all)
    {
        Extent? last = null;
        for (int i = 0; i < all.Length; i++)
        {
            last = all[i];
        }

        {|DDI2002:ExAcquireFastMutex(last!.Mutex)|};
        last.Count++;
    }
}
