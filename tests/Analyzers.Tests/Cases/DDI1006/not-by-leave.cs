// Delivery comes back by other means than KeLeaveCriticalRegion.
internal sealed class Lcb
{
    private readonly ERESOURCE _main = new();
    private readonly ERESOURCE _outer = new();
    private readonly FAST_MUTEX _mutex = new();
    private EX_PUSH_LOCK _names;
    private int _opens;

    public void FltReleaseOfTheOuterLock()
    {
        FltAcquireResourceShared(_outer);
        ExAcquireResourceExclusiveLite(_main, true);
        _opens++;
        {|DDI1006:FltReleaseResource(_outer)|};
        ExReleaseResourceLite(_main);
    }

    public void PushLockReleaseOfTheOuterLock()
    {
        FltAcquirePushLockShared(ref _names);
        ExAcquireResourceExclusiveLite(_main, true);
        _opens++;
        {|DDI1006:FltReleasePushLock(ref _names)|};
        ExReleaseResourceLite(_main);
    }

    public void CombinedReleaseOfTheOuterLock()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_outer);
        ExAcquireResourceExclusiveLite(_main, true);
        _opens++;
        {|DDI1006:ExReleaseResourceAndLeaveCriticalRegion(_outer)|};
        ExReleaseResourceLite(_main);
    }

    public void GuardedLeave()
    {
        KeEnterGuardedRegion();
        ExAcquireResourceExclusiveLite(_main, true);
        _opens++;
        {|DDI1006:KeLeaveGuardedRegion()|};
        ExReleaseResourceLite(_main);
    }

    public void Lowering()
    {
        KeRaiseIrql(APC_LEVEL, out byte old);
        ExAcquireResourceExclusiveLite(_main, true);
        _opens++;
        {|DDI1006:KeLowerIrql(old)|};
        ExReleaseResourceLite(_main);
    }

    public void FastMutexRelease()
    {
        ExAcquireFastMutex(_mutex);
        ExAcquireResourceExclusiveLite(_main, true);
        _opens++;
        {|DDI1006:ExReleaseFastMutex(_mutex)|};
        ExReleaseResourceLite(_main);
    }

    public void LoweringInsideARegion()
    {
        KeEnterCriticalRegion();
        KeRaiseIrql(APC_LEVEL, out byte old);
        ExAcquireResourceExclusiveLite(_main, true);
        _opens++;
        KeLowerIrql(old);
        ExReleaseResourceLite(_main);
        KeLeaveCriticalRegion();
    }

    public void LoweringToApcLevel()
    {
        KeRaiseIrql(APC_LEVEL, out byte passive);
        ExAcquireResourceExclusiveLite(_main, true);
        KeRaiseIrql(DISPATCH_LEVEL, out byte apc);
        _opens++;
        KeLowerIrql(apc);
        ExReleaseResourceLite(_main);
        KeLowerIrql(passive);
    }
}
