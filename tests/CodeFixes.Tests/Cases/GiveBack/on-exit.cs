// One exit forgets; the others do not.
internal sealed class Fcb
{
    private readonly ERESOURCE _main = new();
    private readonly ERESOURCE _paging = new();
    private EX_PUSH_LOCK _ranges;
    private long _size;
    private bool _deleted;

    public long Value()
    {
        {|DDI2002:FltAcquireResourceShared(_main)|};
        if (_deleted)
            return -1; // gone

        long size = _size;
        FltReleaseResource(_main);
        return size;
    }

    public long ReadUnderTheLock(bool raw)
    {
        Ddi.FltAcquireResourceShared(_paging);
        {|DDI2002:Ddi.FltAcquirePushLockShared(ref _ranges)|};
        if (raw)
        {
            // The size is read before anything is given back.
            Ddi.FltReleaseResource(_paging);
            return _size;
        }

        Ddi.FltReleasePushLock(ref _ranges);
        Ddi.FltReleaseResource(_paging);
        return 0;
    }

    public int RegionAndLock(int access)
    {
        {|DDI1003:KeEnterCriticalRegion()|};
        {|DDI2002:ExAcquireResourceExclusiveLite(_main, true)|};
        switch (access)
        {
            case 0:
                return -1;
            default:
                _size++;
                break;
        }

        ExReleaseResourceLite(_main);
        KeLeaveCriticalRegion();
        return 0;
    }

    public void Level()
    {
        {|DDI4002:KeRaiseIrql(DISPATCH_LEVEL, out byte old)|};
        if (_deleted)
        {
            return;
        }

        _size++;
        KeLowerIrql(old);
    }
}
