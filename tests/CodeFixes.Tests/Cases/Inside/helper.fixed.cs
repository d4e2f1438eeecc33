// The mistake stands in a method, or the call of the method gets what it needs.
internal sealed class C
{
    private readonly ERESOURCE _r = new();
    private readonly ERESOURCE _main = new();
    private int _n;

    public void ThreeLevelsWithout()
    {
        KeEnterCriticalRegion();
        try
        {
            Level1();
        }
        finally
        {
            KeLeaveCriticalRegion();
        }
    }

    void Level1() => Level2();

    void Level2()
    {
        ExAcquireResourceExclusiveLite(_r, true);
        _n++;
        ExReleaseResourceLite(_r);
    }

    public void TwoCalls()
    {
        KeEnterCriticalRegion();
        try
        {
            Take();
            _n++;
            Give();
        }
        finally
        {
            KeLeaveCriticalRegion();
        }
    }

    void Take() { ExAcquireResourceExclusiveLite(_main, true); }

    void Give() { ExReleaseResourceLite(_main); }

    public void FilterThenFileSystem()
    {
        FilterAcquire();
        _n++;
        FltReleaseResource(_r);
    }

    void FilterAcquire() { FltAcquireResourceExclusive(_r); }

    public void FileSystemThenFilter()
    {
        FileSystemAcquire();
        _n++;
        FilterRelease();
    }

    void FileSystemAcquire()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_r);
    }

    void FilterRelease()
    {
        // given back
        ExReleaseResourceAndLeaveCriticalRegion(_r);
    }
}
