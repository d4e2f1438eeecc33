// The result of a try decides: in conditions, in locals, negated, in loops.
internal sealed class LazyWriter
{
    private readonly ERESOURCE _main = new();
    private readonly ERESOURCE _paging = new();
    private long _written;

    public bool AndChain(bool wait)
    {
        KeEnterCriticalRegion();
        bool main = ExAcquireResourceSharedLite(_main, wait);
        bool both = main && ExAcquireResourceSharedLite(_paging, wait);
        if (both)
        {
            _written++;
            ExReleaseResourceLite(_paging);
        }

        if (main)
        {
            ExReleaseResourceLite(_main);
        }

        KeLeaveCriticalRegion();
        return both;
    }

    public bool NestedTries(bool wait)
    {
        bool done = false;
        KeEnterCriticalRegion();
        if (ExAcquireResourceSharedLite(_main, wait))
        {
            if (ExAcquireResourceSharedLite(_paging, wait))
            {
                _written++;
                done = true;
                ExReleaseResourceLite(_paging);
            }

            ExReleaseResourceLite(_main);
        }

        KeLeaveCriticalRegion();
        return done;
    }

    public bool OrMeansFailed(bool wait)
    {
        KeEnterCriticalRegion();
        if (_written < 0 || !ExAcquireResourceExclusiveLite(_main, wait))
        {
            KeLeaveCriticalRegion();
            return false;
        }

        _written++;
        ExReleaseResourceLite(_main);
        KeLeaveCriticalRegion();
        return true;
    }

    public bool StoredAndNegated(bool wait)
    {
        KeEnterCriticalRegion();
        bool failed = !ExAcquireResourceExclusiveLite(_main, wait);
        if (!failed)
        {
            _written++;
        }

        if (failed is false)
        {
            ExReleaseResourceLite(_main);
        }

        KeLeaveCriticalRegion();
        return !failed;
    }

    public void SpinsUntilTaken()
    {
        KeEnterCriticalRegion();
        while (!ExAcquireResourceExclusiveLite(_main, false))
        {
            Thread.SpinWait(20);
        }

        _written++;
        ExReleaseResourceLite(_main);
        KeLeaveCriticalRegion();
    }

    public void FallsBackToWaiting()
    {
        KeEnterCriticalRegion();
        if (!ExAcquireResourceExclusiveLite(_main, false))
        {
            Interlocked.Increment(ref _written);
            ExAcquireResourceExclusiveLite(_main, true);
        }

        _written++;
        ExReleaseResourceLite(_main);
        KeLeaveCriticalRegion();
    }

    public bool ForgetsInsideTheCondition(bool wait)
    {
        {|DDI1003:KeEnterCriticalRegion()|};
        if ({|DDI2002:ExAcquireResourceExclusiveLite(_main, wait)|})
        {
            if (_written < 0)
            {
                return false;
            }

            _written++;
            ExReleaseResourceLite(_main);
        }

        KeLeaveCriticalRegion();
        return true;
    }
}
