// What a finally gives back is taken before its try; what is left on every way out is entered first thing.
internal sealed class C
{
    private readonly ERESOURCE _r = new();
    private int _n;

    public void EnterInsideTry(long offset)
    {
        KeEnterCriticalRegion(); // now
        // If the check throws, the finally leaves what was never entered.
        try
        {
            if (offset < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(offset));
            }

            _n = 1;
        }
        finally
        {
            KeLeaveCriticalRegion();
        }
    }

    public int Query(bool quick)
    {
        KeEnterCriticalRegion();
        if (quick && _n > 0)
        {
            KeLeaveCriticalRegion();
            return -1;
        }

        ExAcquireResourceSharedLite(_r, true);
        int count = _n;
        ExReleaseResourceLite(_r);
        KeLeaveCriticalRegion();
        return count;
    }

    public void AcquireInside(int x)
    {
        FltAcquireResourceExclusive(_r);
        try
        {
            if (x == 0) return;
            _n++;
        }
        finally
        {
            FltReleaseResource(_r);
        }
    }
}
