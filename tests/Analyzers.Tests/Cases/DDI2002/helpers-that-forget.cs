// What follows from a forgotten release in a helper is not said beside it.
internal sealed class Unit
{
    private readonly ERESOURCE _resource = new();
    private KSPIN_LOCK _queue;
    private int _count;

    public void Reads() => {|DDI2002:ReadsAndForgets()|};

    public void Stops()
    {
        KeEnterCriticalRegion();
        {|DDI2002:TakesAndForgets()|};
        KeLeaveCriticalRegion();
    }

    public void WaitsAtDispatchLevel()
    {
        KeAcquireSpinLock(ref _queue, out byte irql);
        {|DDI4001:FltAcquireResourceShared(_resource)|};
        FltReleaseResource(_resource);
        KeReleaseSpinLock(ref _queue, irql);
    }

    private void ReadsAndForgets()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        _count++;
        KeLeaveCriticalRegion();
    }

    private bool TakesAndForgets()
    {
        KeAcquireSpinLock(ref _queue, out byte irql);
        if (_count == 0)
        {
            return false;
        }

        KeReleaseSpinLock(ref _queue, irql);
        return true;
    }
}
