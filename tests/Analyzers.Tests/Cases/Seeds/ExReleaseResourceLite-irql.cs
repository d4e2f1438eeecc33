// IRQL <= DISPATCH_LEVEL: the release, unlike the acquire, is legal at DISPATCH_LEVEL.
internal sealed class CompletionState
{
    private readonly ERESOURCE _lock = new();
    private int _pending;

    public void ReleaseAtDispatch()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_lock, true);
        byte old = KeRaiseIrqlToDpcLevel();
        _pending--;
        ExReleaseResourceLite(_lock);
        KeLowerIrql(old);
        KeLeaveCriticalRegion();
    }

    public void ReleaseAboveDispatch()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_lock, true);
        KeRaiseIrql(DISPATCH_LEVEL + 3, out byte old);
        _pending--;
        {|DDI4001:ExReleaseResourceLite(_lock)|};
        KeLowerIrql(old);
        KeLeaveCriticalRegion();
    }

    public bool AcquireAtDispatch()
    {
        KeEnterCriticalRegion();
        byte old = KeRaiseIrqlToDpcLevel();
        bool taken = {|DDI4001:ExAcquireResourceExclusiveLite(_lock, false)|};
        KeLowerIrql(old);
        if (taken)
        {
            _pending++;
            ExReleaseResourceLite(_lock);
        }

        KeLeaveCriticalRegion();
        return taken;
    }
}
