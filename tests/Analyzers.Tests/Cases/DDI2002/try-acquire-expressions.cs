// Tries inside bigger expressions; the marked ones lose the first lock.
internal sealed class ReadAhead
{
    private readonly ERESOURCE _main = new();
    private readonly ERESOURCE _paging = new();
    private int _pages;

    public bool AndChainForgetsTheFirst()
    {
        // When only the second fails, nothing gives back the first; the region is forgotten whenever one fails.
        {|DDI1003:KeEnterCriticalRegion()|};
        bool both = {|DDI2002:ExAcquireResourceSharedLite(_main, false)|} && ExAcquireResourceSharedLite(_paging, false);
        if (both)
        {
            _pages++;
            ExReleaseResourceLite(_paging);
            ExReleaseResourceLite(_main);
            KeLeaveCriticalRegion();
        }

        return both;
    }

    public bool EagerAnd()
    {
        KeEnterCriticalRegion();
        bool first = ExAcquireResourceSharedLite(_main, false);
        bool second = ExAcquireResourceSharedLite(_paging, false);
        if (first & second)
        {
            _pages++;
        }

        if (second)
        {
            ExReleaseResourceLite(_paging);
        }

        if (first)
        {
            ExReleaseResourceLite(_main);
        }

        KeLeaveCriticalRegion();
        return first && second;
    }

    public int Ternary(bool wait)
    {
        KeEnterCriticalRegion();
        int mode = ExAcquireResourceExclusiveLite(_main, wait) ? 2 : ExAcquireResourceSharedLite(_main, wait) ? 1 : 0;
        if (mode > 1)
        {
            _pages++;
        }

        if (mode != 0)
        {
            ExReleaseResourceLite(_main);
        }

        KeLeaveCriticalRegion();
        return mode;
    }

    public bool EitherLock(bool wait)
    {
        KeEnterCriticalRegion();
        ERESOURCE taken = ExAcquireResourceSharedLite(_main, wait) ? _main : ExAcquireResourceSharedLite(_paging, wait) ? _paging : null;
        if (taken is not null)
        {
            _pages++;
            ExReleaseResourceLite(taken);
        }

        KeLeaveCriticalRegion();
        return taken is not null;
    }

    public bool IsTrue(bool wait)
    {
        KeEnterCriticalRegion();
        if (ExAcquireResourceSharedLite(_main, wait) is true)
        {
            _pages++;
            ExReleaseResourceLite(_main);
        }

        KeLeaveCriticalRegion();
        return _pages > 0;
    }

    public bool SwitchOnResult(bool wait)
    {
        KeEnterCriticalRegion();
        switch (ExAcquireResourceSharedLite(_main, wait))
        {
            case true:
                _pages++;
                ExReleaseResourceLite(_main);
                KeLeaveCriticalRegion();
                return true;
            case false:
                KeLeaveCriticalRegion();
                return false;
        }
    }
}
