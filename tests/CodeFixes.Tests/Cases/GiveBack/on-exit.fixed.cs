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
        FltAcquireResourceShared(_main);
        if (_deleted)
        {
            FltReleaseResource(_main);
            return -1; // gone
        }

        long size = _size;
        FltReleaseResource(_main);
        return size;
    }

    public long ReadUnderTheLock(bool raw)
    {
        Ddi.FltAcquireResourceShared(_paging);
        Ddi.FltAcquirePushLockShared(ref _ranges);
        if (raw)
        {
            // The size is read before anything is given back.
            Ddi.FltReleaseResource(_paging);
            long result = _size;
            Ddi.FltReleasePushLock(ref _ranges);
            return result;
        }

        Ddi.FltReleasePushLock(ref _ranges);
        Ddi.FltReleaseResource(_paging);
        return 0;
    }

    public int RegionAndLock(int access)
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_main);
        switch (access)
        {
            case 0:
                ExReleaseResourceAndLeaveCriticalRegion(_main);
                return -1;
            default:
                _size++;
                break;
        }

        ExReleaseResourceAndLeaveCriticalRegion(_main);
        return 0;
    }

    public void Level()
    {
        KeRaiseIrql(DISPATCH_LEVEL, out byte old);
        if (_deleted)
        {
            KeLowerIrql(old);
            return;
        }

        _size++;
        KeLowerIrql(old);
    }
}
