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
                KeLeaveCriticalRegion(); // leave
                return false;
            }

            _n = 1;
            return true;
        }
        finally
        {
            {|DDI1002:KeLeaveCriticalRegion()|};
        }
    }

    public void BreakThenLeave(int[] ids)
    {
        KeEnterCriticalRegion();
        foreach (int id in ids)
        {
            if (id == 0)
            {
                KeLeaveCriticalRegion();
                break;
            }

            _n = id;
        }

        {|DDI1002:KeLeaveCriticalRegion()|};
    }

    public void GuardedTwice(bool early)
    {
        FltAcquireResourceExclusive(_r);
        if (early)
        {
            FltReleaseResource(_r);
        }

        _n++;
        {|DDI2001:FltReleaseResource(_r)|};
    }

    public void FallsThroughAfterTheRelease(int state)
    {
        FltAcquireResourceExclusive(_r);
        switch (state)
        {
            case 0:
                FltReleaseResource(_r);
                goto case 1;
            case 1:
                _n++;
                {|DDI2001:FltReleaseResource(_r)|};
                break;
            default:
                FltReleaseResource(_r);
                break;
        }
    }
}
