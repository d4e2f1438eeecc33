// A return between acquire and release.
internal sealed class Fcb
{
    private readonly ERESOURCE _main = new();
    private readonly ERESOURCE _paging = new();
    private EX_PUSH_LOCK _ranges;
    private long _size;
    private bool _deleted;

    public long Simple()
    {
        {|DDI2002:FltAcquireResourceShared(_main)|};
        if (_deleted)
        {
            return -1;
        }

        long size = _size;
        FltReleaseResource(_main);
        return size;
    }

    public long RegionAndLock()
    {
        {|DDI1003:KeEnterCriticalRegion()|};
        {|DDI2002:ExAcquireResourceSharedLite(_main, true)|};
        if (_deleted)
        {
            return -1;
        }

        long size = _size;
        ExReleaseResourceLite(_main);
        KeLeaveCriticalRegion();
        return size;
    }

    public long SecondOfTwo()
    {
        FltAcquireResourceShared(_main);
        {|DDI2002:FltAcquireResourceShared(_paging)|};
        if (_deleted)
        {
            FltReleaseResource(_main);
            return -1;
        }

        long size = _size;
        FltReleaseResource(_paging);
        FltReleaseResource(_main);
        return size;
    }

    public long EveryExit()
    {
        FltAcquireResourceShared(_main);
        if (_deleted)
        {
            FltReleaseResource(_main);
            return -1;
        }

        FltAcquirePushLockShared(ref _ranges);
        if (_size == 0)
        {
            FltReleasePushLock(ref _ranges);
            FltReleaseResource(_main);
            return 0;
        }

        long size = _size;
        FltReleasePushLock(ref _ranges);
        FltReleaseResource(_main);
        return size;
    }

    public long ReturnsWhatItReadBefore()
    {
        FltAcquireResourceShared(_main);
        long size = _deleted ? -1 : _size;
        FltReleaseResource(_main);
        return size < 0 ? 0 : size;
    }
}
