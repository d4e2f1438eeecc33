// Released as it was acquired, on each path; a label stays where it is.
internal sealed class C
{
    private readonly ERESOURCE _r = new();
    private EX_PUSH_LOCK _lock;
    private int _n;

    public void FlagPicksOneOnly(bool filter)
    {
        if (filter)
        {
            FltAcquireResourceExclusive(_r);
        }
        else
        {
            ExEnterCriticalRegionAndAcquireResourceExclusive(_r);
        }

        _n++;
        {|DDI2007:FltReleaseResource(_r)|}; // both
    }

    public void ModeByPathForgotten(bool write)
    {
        KeEnterCriticalRegion();
        if (write)
        {
            ExAcquirePushLockExclusive(ref _lock);
        }
        else
        {
            ExAcquirePushLockShared(ref _lock);
        }

        _n++;
        {|DDI2007:ExReleasePushLockShared(ref _lock)|};
        KeLeaveCriticalRegion();
    }

    public void Retries()
    {
    Retry:
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_r, true);
        if (_n < 0)
        {
            _n = 0;
            ExReleaseResourceLite(_r);
            KeLeaveCriticalRegion();
            goto Retry;
        }

        ExReleaseResourceLite(_r);
        KeLeaveCriticalRegion();
    }
}
