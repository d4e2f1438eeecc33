//! option ddi_compliance.strict = sdv
// The rule WithinCriticalRegion read by its letter: only KeEnterCriticalRegion counts.
internal sealed class StrictFcb
{
    private readonly ERESOURCE _resource = new();
    private readonly FAST_MUTEX _mutex = new();
    private int _count;

    public void Guarded()
    {
        KeEnterGuardedRegion();
        {|DDI1001:ExAcquireResourceSharedLite(_resource, true)|};
        _count++;
        ExReleaseResourceLite(_resource);
        KeLeaveGuardedRegion();
    }

    public void AtApcLevel()
    {
        KeRaiseIrql(APC_LEVEL, out byte old);
        {|DDI1001:ExAcquireResourceSharedLite(_resource, true)|};
        _count++;
        ExReleaseResourceLite(_resource);
        KeLowerIrql(old);
    }

    public void UnderFastMutex()
    {
        ExAcquireFastMutex(_mutex);
        {|DDI1001:ExAcquireResourceSharedLite(_resource, true)|};
        _count++;
        ExReleaseResourceLite(_resource);
        ExReleaseFastMutex(_mutex);
    }

    public void Critical()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        _count++;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }

    public void CriticalAtApcLevel()
    {
        KeRaiseIrql(APC_LEVEL, out byte old);
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        _count++;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
        KeLowerIrql(old);
    }
}
