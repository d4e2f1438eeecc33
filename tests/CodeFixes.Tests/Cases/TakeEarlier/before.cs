// What a finally gives back is taken before its try; what is left on every way out is entered first thing.
internal sealed class C
{
    private readonly ERESOURCE _r = new();
    private int _n;

    public void EnterInsideTry(long offset)
    {
        // If the check throws, the finally leaves what was never entered.
        try
        {
            if (offset < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(offset));
            }

            KeEnterCriticalRegion(); // now
            _n = 1;
        }
        finally
        {
            {|DDI1002:KeLeaveCriticalRegion()|};
        }
    }

    public int Query(bool quick)
    {
        if (quick && _n > 0)
        {
            KeLeaveCriticalRegion();
            return -1;
        }

        {|DDI1001:ExAcquireResourceSharedLite(_r, true)|};
        int count = _n;
        ExReleaseResourceLite(_r);
        KeLeaveCriticalRegion();
        return count;
    }

    public void AcquireInside(int x)
    {
        try
        {
            if (x == 0) return;
            FltAcquireResourceExclusive(_r);
            _n++;
        }
        finally
        {
            {|DDI2001:FltReleaseResource(_r)|};
        }
    }
}
