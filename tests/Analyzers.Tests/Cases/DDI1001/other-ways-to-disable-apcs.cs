// Whatever keeps normal kernel APCs away satisfies the precondition.
internal sealed class Scb
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _outer = new();
    private readonly FAST_MUTEX _mutex = new();
    private readonly KGUARDED_MUTEX _guarded = new();
    private EX_PUSH_LOCK _pushLock;
    private int _version;

    public void GuardedRegion()
    {
        KeEnterGuardedRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        _version++;
        ExReleaseResourceLite(_resource);
        KeLeaveGuardedRegion();
    }

    public void ApcLevel()
    {
        KeRaiseIrql(APC_LEVEL, out byte old);
        ExAcquireResourceExclusiveLite(_resource, true);
        _version++;
        ExReleaseResourceLite(_resource);
        KeLowerIrql(old);
    }

    public void FastMutex()
    {
        ExAcquireFastMutex(_mutex);
        ExAcquireResourceSharedLite(_resource, true);
        _version++;
        ExReleaseResourceLite(_resource);
        ExReleaseFastMutex(_mutex);
    }

    public bool FastMutexTried()
    {
        if (!ExTryToAcquireFastMutex(_mutex))
        {
            return false;
        }

        ExAcquireResourceSharedLite(_resource, true);
        _version++;
        ExReleaseResourceLite(_resource);
        ExReleaseFastMutex(_mutex);
        return true;
    }

    public bool FastMutexNotObtained()
    {
        if (ExTryToAcquireFastMutex(_mutex))
        {
            _version++;
            ExReleaseFastMutex(_mutex);
            return true;
        }

        {|DDI1001:ExAcquireResourceSharedLite(_resource, true)|};
        _version++;
        ExReleaseResourceLite(_resource);
        return false;
    }

    public void GuardedMutex()
    {
        KeAcquireGuardedMutex(_guarded);
        ExAcquireResourceExclusiveLite(_resource, true);
        _version++;
        ExReleaseResourceLite(_resource);
        KeReleaseGuardedMutex(_guarded);
    }

    public void FltResourceAround()
    {
        FltAcquireResourceShared(_outer);
        ExAcquireResourceExclusiveLite(_resource, true);
        _version++;
        ExReleaseResourceLite(_resource);
        FltReleaseResource(_outer);
    }

    public void FltPushLockAround()
    {
        FltAcquirePushLockShared(ref _pushLock);
        ExAcquireResourceExclusiveLite(_resource, true);
        _version++;
        ExReleaseResourceLite(_resource);
        FltReleasePushLock(ref _pushLock);
    }
}
