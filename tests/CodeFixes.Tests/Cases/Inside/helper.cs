// The mistake stands in a method, or the call of the method gets what it needs.
internal sealed class C
{
    private readonly ERESOURCE _r = new();
    private readonly ERESOURCE _main = new();
    private int _n;

    public void ThreeLevelsWithout()
    {
        {|DDI1001:Level1()|};
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
        {|DDI1001:Take()|};
        _n++;
        Give();
    }

    void Take() { ExAcquireResourceExclusiveLite(_main, true); }

    void Give() { ExReleaseResourceLite(_main); }

    public void FilterThenFileSystem()
    {
        FilterAcquire();
        _n++;
        {|DDI2007:ExReleaseResourceLite(_r)|};
    }

    void FilterAcquire() { FltAcquireResourceExclusive(_r); }

    public void FileSystemThenFilter()
    {
        FileSystemAcquire();
        _n++;
        {|DDI2007:FilterRelease()|};
    }

    void FileSystemAcquire()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_r);
    }

    void FilterRelease()
    {
        // given back
        FltReleaseResource(_r);
    }
}
