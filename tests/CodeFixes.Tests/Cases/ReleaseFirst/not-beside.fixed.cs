// The release that belongs before the leave stands under a condition, in the finally outside, or in a method.
internal sealed class C
{
    private readonly ERESOURCE _main = new();
    private int _n;

    public void InnerFinallyLeaves(int state)
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_main);
        try
        {
            _n = state;
        }
        finally
        {
            ExReleaseResourceAndLeaveCriticalRegion(_main);
        }
    }

    public void BothInOneFinallySwapped(int state)
    {
        bool held = false;
        KeEnterCriticalRegion();
        try
        {
            if (state >= 0)
            {
                held = ExAcquireResourceExclusiveLite(_main, true);
                _n = state;
            }
        }
        finally
        {
            if (held)
            {
                ExReleaseResourceLite(_main);
            }

            KeLeaveCriticalRegion();
        }
    }

    public bool AcquiredAndLeft()
    {
        KeEnterCriticalRegion();
        bool taken = ExAcquireResourceSharedLite(_main, false);
        if (taken)
        {
            _n++;
            ExReleaseResourceLite(_main);
        }

        KeLeaveCriticalRegion();

        return taken;
    }

    public void LeaveHelperTooEarly()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_main, true);
        _n++;
        ExReleaseResourceLite(_main);
        Leave();
    }

    void Leave() => KeLeaveCriticalRegion();

    public void LockFromAHelper()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_main, true);
        _n++;
        Release();
        KeLeaveCriticalRegion();
    }

    void Release() => ExReleaseResourceLite(_main);
}
