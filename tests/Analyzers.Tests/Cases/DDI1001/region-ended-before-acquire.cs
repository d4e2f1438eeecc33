// A region was there, and is over when the acquire comes.
internal sealed class Ccb
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _second = new();
    private readonly FAST_MUTEX _mutex = new();
    private int _state;

    public void AfterTheLeave()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        _state++;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();

        {|DDI1001:ExAcquireResourceSharedLite(_second, true)|};
        _state++;
        ExReleaseResourceLite(_second);
    }

    public void AfterTheFastMutex()
    {
        ExAcquireFastMutex(_mutex);
        _state++;
        ExReleaseFastMutex(_mutex);
        {|DDI1001:ExAcquireResourceSharedLite(_resource, true)|};
        _state++;
        ExReleaseResourceLite(_resource);
    }

    public void AfterTheLowering()
    {
        KeRaiseIrql(APC_LEVEL, out byte old);
        _state++;
        KeLowerIrql(old);
        {|DDI1001:ExAcquireResourceSharedLite(_resource, true)|};
        _state++;
        ExReleaseResourceLite(_resource);
    }

    public void AfterTheInnerLeave()
    {
        KeEnterCriticalRegion();
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        _state++;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
        ExAcquireResourceSharedLite(_second, true);
        _state++;
        ExReleaseResourceLite(_second);
        KeLeaveCriticalRegion();
    }

    public void OneMechanismAfterAnother()
    {
        KeEnterCriticalRegion();
        KeEnterGuardedRegion();
        KeLeaveCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        _state++;
        ExReleaseResourceLite(_resource);
        KeLeaveGuardedRegion();
    }
}
