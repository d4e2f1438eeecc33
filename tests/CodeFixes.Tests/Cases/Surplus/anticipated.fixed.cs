// An earlier call that only anticipates the one that serves every path goes.
internal sealed class C
{
    private readonly ERESOURCE _r = new();
    private int _n;

    public bool EarlyReturnInsideTry(long offset)
    {
        KeEnterCriticalRegion();
        try
        {
            if (offset < 0)
            {
                // nothing
                // leave
                return false;
            }

            _n = 1;
            return true;
        }
        finally
        {
            KeLeaveCriticalRegion();
        }
    }

    public void BreakThenLeave(int[] ids)
    {
        KeEnterCriticalRegion();
        foreach (int id in ids)
        {
            if (id == 0)
            {
                break;
            }

            _n = id;
        }

        KeLeaveCriticalRegion();
    }

    public void GuardedTwice(bool early)
    {
        FltAcquireResourceExclusive(_r);

        _n++;
        FltReleaseResource(_r);
    }

    public void FallsThroughAfterTheRelease(int state)
    {
        FltAcquireResourceExclusive(_r);
        switch (state)
        {
            case 0:
                goto case 1;
            case 1:
                _n++;
                FltReleaseResource(_r);
                break;
            default:
                FltReleaseResource(_r);
                break;
        }
    }
}
