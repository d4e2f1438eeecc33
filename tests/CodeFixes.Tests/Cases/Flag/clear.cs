// A local that remembers what is held is cleared where it is given back.
internal sealed class C
{
    private readonly ERESOURCE _r = new();
    private int _n;

    public int BranchForgetsTheFlag(int size)
    {
        KeEnterCriticalRegion();
        bool inside = true;
        if (size < 0)
        {
            KeLeaveCriticalRegion();
        }
        else
        {
            _n = size;
        }

        if (inside)
        {
            {|DDI1002:KeLeaveCriticalRegion()|};
        }

        return size;
    }

    public void FlagNotClearedAfterTheRelease(int limit)
    {
        bool held = false;
        KeEnterCriticalRegion();
        try
        {
            ExAcquireResourceExclusiveLite(_r, true);
            held = true;
            if (_n >= limit)
            {
                ExReleaseResourceLite(_r);
                return;
            }

            _n++;
        }
        finally
        {
            if (held)
            {
                {|DDI2001:ExReleaseResourceLite(_r)|};
            }

            KeLeaveCriticalRegion();
        }
    }

    public void FlagNotCarried(int[] work)
    {
        bool held = false;
        foreach (int item in work)
        {
            if (item > 0 && !held)
            {
                FltAcquireResourceExclusive(_r);
                held = true;
            }

            _n += item;
            if (item < 0 && held)
            {
                {|DDI2001:FltReleaseResource(_r)|};
            }
        }

        if (held)
        {
            {|DDI2001:FltReleaseResource(_r)|};
        }
    }
}
