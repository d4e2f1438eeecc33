// Routines above their highest IRQL.
internal sealed class Dpc
{
    private readonly ERESOURCE _resource = new();
    private readonly FAST_MUTEX _mutex = new();
    private EX_PUSH_LOCK _names;
    private KSPIN_LOCK _spin;
    private int _count;

    public void ResourceAtDispatch()
    {
        KeEnterCriticalRegion();
        byte old = KeRaiseIrqlToDpcLevel();
        {|DDI4001:ExAcquireResourceSharedLite(_resource, true)|};
        _count++;
        ExReleaseResourceLite(_resource);
        KeLowerIrql(old);
        KeLeaveCriticalRegion();
    }

    public bool WaitFalseIsNoExcuse()
    {
        KeEnterCriticalRegion();
        KeAcquireSpinLock(ref _spin, out byte old);
        bool taken = {|DDI4001:ExAcquireSharedStarveExclusive(_resource, false)|};
        KeReleaseSpinLock(ref _spin, old);
        if (taken)
        {
            ExReleaseResourceLite(_resource);
        }

        KeLeaveCriticalRegion();
        return taken;
    }

    public void RegionAtDispatch()
    {
        KeRaiseIrql(DISPATCH_LEVEL, out byte old);
        {|DDI4001:KeEnterCriticalRegion()|};
        _count++;
        KeLowerIrql(old);
        KeLeaveCriticalRegion();
    }

    public void FastMutexUnderSpinLock()
    {
        KeAcquireSpinLock(ref _spin, out byte old);
        {|DDI4001:ExAcquireFastMutex(_mutex)|};
        _count++;
        ExReleaseFastMutex(_mutex);
        KeReleaseSpinLock(ref _spin, old);
    }

    public void PushLockUnderSpinLock()
    {
        KeAcquireSpinLock(ref _spin, out byte old);
        {|DDI4001:FltAcquirePushLockShared(ref _names)|};
        _count++;
        KeReleaseSpinLock(ref _spin, old);
        FltReleasePushLock(ref _names);
    }

    public void SpinLockInsideTheResource()
    {
        FltAcquireResourceExclusive(_resource);
        KeAcquireSpinLock(ref _spin, out byte old);
        _count++;
        KeReleaseSpinLock(ref _spin, old);
        FltReleaseResource(_resource);
    }

    public void ApcLevelIsFine()
    {
        KeRaiseIrql(APC_LEVEL, out byte old);
        ExAcquireResourceExclusiveLite(_resource, true);
        FltAcquirePushLockExclusive(ref _names);
        _count++;
        FltReleasePushLock(ref _names);
        ExReleaseResourceLite(_resource);
        KeLowerIrql(old);
    }

    public void ReleasingAtDispatchIsFine()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        KeAcquireSpinLock(ref _spin, out byte old);
        _count++;
        ExReleaseResourceLite(_resource);
        KeReleaseSpinLock(ref _spin, old);
        KeLeaveCriticalRegion();
    }
}
