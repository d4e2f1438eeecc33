// "If this is not the currently executing thread, the caller must have transferred ownership of the resource
// by calling the ExSetResourceOwnerPointerEx routine first on the thread that originally acquired the resource."
internal sealed class PostedWrite
{
    private readonly ERESOURCE _resource = new();
    private nuint _ownerPointer;

    public void ForgetsTheTransfer(nuint ownerAddress)
    {
        nuint owner = ownerAddress | 3;
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        {|DDI3001:ExReleaseResourceForThreadLite(_resource, owner)|};
        KeLeaveCriticalRegion();
    }

    public void UsesAnIdOfAnotherKind()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        {|DDI3001:ExReleaseResourceForThreadLite(_resource, (nuint)Environment.CurrentManagedThreadId)|};
        KeLeaveCriticalRegion();
    }

    public void CurrentThread()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        ExReleaseResourceForThreadLite(_resource, ExGetCurrentResourceThread());
        KeLeaveCriticalRegion();
    }

    public void CurrentThreadSavedEarlier()
    {
        nuint self = ExGetCurrentResourceThread();
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        ExReleaseResourceForThreadLite(_resource, self);
        KeLeaveCriticalRegion();
    }

    public void TransfersFirst(nuint ownerAddress)
    {
        nuint owner = ownerAddress | 3;
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        ExSetResourceOwnerPointerEx(_resource, owner, 0);
        ExReleaseResourceForThreadLite(_resource, owner);
        KeLeaveCriticalRegion();
    }

    public void TransfersAndHandsOver(nuint ownerAddress)
    {
        _ownerPointer = ownerAddress | 3;
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        ExSetResourceOwnerPointerEx(_resource, _ownerPointer, 0);
        KeLeaveCriticalRegion();
    }
}
