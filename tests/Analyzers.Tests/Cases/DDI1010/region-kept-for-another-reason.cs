// Regions that look redundant and are not.
internal sealed class PostRead
{
    private readonly ERESOURCE _resource = new();
    private readonly FAST_MUTEX _unsafeMutex = new();
    private int _reads;

    public void UnsafeMutexNeedsIt()
    {
        KeEnterCriticalRegion();
        FltAcquireResourceShared(_resource);
        _reads++;
        FltReleaseResource(_resource);
        ExAcquireFastMutexUnsafe(_unsafeMutex);
        _reads++;
        ExReleaseFastMutexUnsafe(_unsafeMutex);
        KeLeaveCriticalRegion();
    }

    public void UnknownCodeMayNeedIt(Action callback)
    {
        KeEnterCriticalRegion();
        FltAcquireResourceShared(_resource);
        _reads++;
        FltReleaseResource(_resource);
        callback();
        KeLeaveCriticalRegion();
    }

    public void ReleaseForOwnerNeedsIt(nuint ownerPointer, ERESOURCE posted)
    {
        KeEnterCriticalRegion();
        FltAcquireResourceShared(_resource);
        _reads++;
        FltReleaseResource(_resource);
        ExReleaseResourceForThreadLite(posted, ownerPointer);
        KeLeaveCriticalRegion();
    }
}
