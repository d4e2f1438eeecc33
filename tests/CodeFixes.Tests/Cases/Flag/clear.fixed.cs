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
            inside = false;
        }
        else
        {
            _n = size;
        }

        if (inside)
        {
            KeLeaveCriticalRegion();
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
                held = false;
                return;
            }

            _n++;
        }
        finally
        {
            if (held)
            {
                ExReleaseResourceLite(_r);
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
                FltReleaseResource(_r);
                held = false;
            }
        }

        if (held)
        {
            FltReleaseResource(_r);
        }
    }
}
