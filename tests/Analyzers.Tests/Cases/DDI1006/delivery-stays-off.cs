// A region ends while a lock is held, and something else still keeps delivery off.
internal sealed class Scb
{
    private readonly ERESOURCE _main = new();
    private readonly ERESOURCE _other = new();
    private readonly FAST_MUTEX _mutex = new();
    private EX_PUSH_LOCK _names;
    private int _links;

    public void NestedRegion()
    {
        KeEnterCriticalRegion();
        FsRtlEnterFileSystem();
        ExAcquireResourceExclusiveLite(_main, true);
        FsRtlExitFileSystem();
        _links++;
        ExReleaseResourceLite(_main);
        KeLeaveCriticalRegion();
    }

    public void GuardedTakesOver()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_main, true);
        KeEnterGuardedRegion();
        KeLeaveCriticalRegion();
        _links++;
        ExReleaseResourceLite(_main);
        KeLeaveGuardedRegion();
    }

    public void GuardedEndsInsideCritical()
    {
        KeEnterCriticalRegion();
        KeEnterGuardedRegion();
        ExAcquireResourceExclusiveLite(_main, true);
        KeLeaveGuardedRegion();
        _links++;
        ExReleaseResourceLite(_main);
        KeLeaveCriticalRegion();
    }

    public void IrqlTakesOver()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_main, true);
        KeRaiseIrql(APC_LEVEL, out byte old);
        KeLeaveCriticalRegion();
        _links++;
        ExReleaseResourceLite(_main);
        KeLowerIrql(old);
    }

    public void LocksThatBringTheirOwnRegion()
    {
        KeEnterCriticalRegion();
        FltAcquireResourceExclusive(_main);
        FltAcquirePushLockExclusive(ref _names);
        KeLeaveCriticalRegion();
        _links++;
        FltReleasePushLock(ref _names);
        FltReleaseResource(_main);
    }

    public void FltRegionCoversThePlainLock()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_main, true);
        FltAcquireResourceShared(_other);
        KeLeaveCriticalRegion();
        _links++;
        ExReleaseResourceLite(_main);
        FltReleaseResource(_other);
    }

    public void MutexIsNotBoundToTheRegion()
    {
        KeEnterCriticalRegion();
        ExAcquireFastMutex(_mutex);
        KeLeaveCriticalRegion();
        _links++;
        ExReleaseFastMutex(_mutex);
    }
}
