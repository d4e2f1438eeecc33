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
        // both
        if (filter)
        {
            FltReleaseResource(_r);
        }
        else
        {
            ExReleaseResourceAndLeaveCriticalRegion(_r);
        }
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
        if (write)
        {
            ExReleasePushLockExclusive(ref _lock);
        }
        else
        {
            ExReleasePushLockShared(ref _lock);
        }
        KeLeaveCriticalRegion();
    }

    public void Retries()
    {
    Retry:
        ExEnterCriticalRegionAndAcquireResourceShared(_r);
        if (_n < 0)
        {
            _n = 0;
            ExReleaseResourceAndLeaveCriticalRegion(_r);
            goto Retry;
        }

        ExReleaseResourceAndLeaveCriticalRegion(_r);
    }
}
