// "After a driver calls ExEnterCriticalRegionAndAcquireResourceExclusive ..., the driver must call
// ExReleaseResourceAndLeaveCriticalRegion to release the resource and exit the critical region."
internal sealed class NotifyList
{
    private readonly ERESOURCE _list = new();
    private int _entries;

    public bool ForgetsOnEarlyReturn(int id)
    {
        {|DDI2002:ExEnterCriticalRegionAndAcquireResourceExclusive(_list)|};
        if (id < 0)
        {
            return false;
        }

        _entries = id;
        ExReleaseResourceAndLeaveCriticalRegion(_list);
        return true;
    }

    public void ReleasesWithThePlainRoutine()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_list);
        _entries++;
        {|DDI2007:ExReleaseResourceLite(_list)|};
        KeLeaveCriticalRegion();
    }

    public void ReleasesAPlainAcquire()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_list, true);
        _entries++;
        {|DDI2007:ExReleaseResourceAndLeaveCriticalRegion(_list)|};
    }

    public bool ReleasesOnEveryReturn(int id)
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_list);
        if (id < 0)
        {
            ExReleaseResourceAndLeaveCriticalRegion(_list);
            return false;
        }

        _entries = id;
        ExReleaseResourceAndLeaveCriticalRegion(_list);
        return true;
    }

    public int ReleasesInFinally(int id)
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_list);
        try
        {
            return id < 0 ? throw new ArgumentOutOfRangeException(nameof(id)) : _entries + id;
        }
        finally
        {
            ExReleaseResourceAndLeaveCriticalRegion(_list);
        }
    }
}
