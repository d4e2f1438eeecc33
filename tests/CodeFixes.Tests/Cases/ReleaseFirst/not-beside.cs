// The release that belongs before the leave stands under a condition, in the finally outside, or in a method.
internal sealed class C
{
    private readonly ERESOURCE _main = new();
    private int _n;

    public void InnerFinallyLeaves(int state)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_main, true);
        try
        {
            try
            {
                _n = state;
            }
            finally
            {
                {|DDI1006:KeLeaveCriticalRegion()|};
            }
        }
        finally
        {
            ExReleaseResourceLite(_main);
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
            {|DDI1006:KeLeaveCriticalRegion()|};
            if (held)
            {
                ExReleaseResourceLite(_main);
            }
        }
    }

    public bool AcquiredAndLeft()
    {
        KeEnterCriticalRegion();
        bool taken = ExAcquireResourceSharedLite(_main, false);
        {|DDI1006:KeLeaveCriticalRegion()|};
        if (taken)
        {
            _n++;
            ExReleaseResourceLite(_main);
        }

        return taken;
    }

    public void LeaveHelperTooEarly()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_main, true);
        _n++;
        {|DDI1006:Leave()|};
        ExReleaseResourceLite(_main);
    }

    void Leave() => KeLeaveCriticalRegion();

    public void LockFromAHelper()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_main, true);
        _n++;
        {|DDI1006:KeLeaveCriticalRegion()|};
        Release();
    }

    void Release() => ExReleaseResourceLite(_main);
}
