// Jumps past the enter, and jumps that look so but are not.
internal sealed class CleanupDispatch
{
    private readonly ERESOURCE _vcb = new();
    private int _handles;

    public int JumpsPastTheEnter(bool fast)
    {
        bool region = false;
        if (fast)
        {
            goto Work;
        }

        KeEnterCriticalRegion();
        region = true;

    Work:
        {|DDI1001:ExAcquireResourceExclusiveLite(_vcb, true)|};
        _handles--;
        ExReleaseResourceLite(_vcb);
        if (region)
        {
            KeLeaveCriticalRegion();
        }

        return _handles;
    }

    public int JumpsPastEnterAndAcquire(bool nothing)
    {
        int handles = _handles;
        if (nothing)
        {
            goto Done;
        }

        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_vcb, true);
        handles = --_handles;
        ExReleaseResourceLite(_vcb);
        KeLeaveCriticalRegion();

    Done:
        return handles;
    }

    public void RetriesInsideTheRegion()
    {
        KeEnterCriticalRegion();

    Retry:
        ExAcquireResourceSharedLite(_vcb, true);
        if (_handles < 0)
        {
            _handles = 0;
            ExReleaseResourceLite(_vcb);
            goto Retry;
        }

        ExReleaseResourceLite(_vcb);
        KeLeaveCriticalRegion();
    }

    public void RetriesOutsideTheRegion()
    {
        KeEnterCriticalRegion();
    Retry:
        {|DDI1001:ExAcquireResourceSharedLite(_vcb, true)|};
        if (_handles < 0)
        {
            _handles = 0;
            ExReleaseResourceLite(_vcb);
            KeLeaveCriticalRegion();
            goto Retry;
        }

        ExReleaseResourceLite(_vcb);
        KeLeaveCriticalRegion();
    }

    public void RetriesFromTheEnter()
    {
    Retry:
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_vcb, true);
        if (_handles < 0)
        {
            _handles = 0;
            ExReleaseResourceLite(_vcb);
            KeLeaveCriticalRegion();
            goto Retry;
        }

        ExReleaseResourceLite(_vcb);
        KeLeaveCriticalRegion();
    }
}
