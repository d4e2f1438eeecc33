//! fix Release '
// What is never given back is, where the method ends, if its author says so.
internal sealed class C
{
    private readonly ERESOURCE _r = new();
    private readonly ERESOURCE _main = new();
    private int _n;

    public int Flush()
    {
        FltAcquireResourceShared(_r);
        _n = 0;
        int result = _n + 1;
        FltReleaseResource(_r);
        return result;
    }

    public void Some(bool all)
    {
        if (all)
        {
            FltAcquireResourceShared(_main);
        }

        _n++;
        if (all)
        {
            FltReleaseResource(_main);
        }
    }

    public void Both(int a)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_main, true);
        if (a > 0)
        {
            ExReleaseResourceLite(_main);
            KeLeaveCriticalRegion();
            return;
        }

        _n++;
        ExReleaseResourceLite(_main);
        KeLeaveCriticalRegion();
    }
}
