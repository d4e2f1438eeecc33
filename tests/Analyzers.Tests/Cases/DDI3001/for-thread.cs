// Releases for a thread: the current one, an owner pointer that was set, or somebody else's.
internal sealed class Irp
{
    public nuint Thread;
    public nuint OwnerPointer;
}

internal sealed class Requests
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _second = new();
    private int _count;

    public void NeverTransferred(nuint context)
    {
        nuint owner = context | 3;
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        _count++;
        {|DDI3001:ExReleaseResourceForThreadLite(_resource, owner)|};
        KeLeaveCriticalRegion();
    }

    public void TransferredOnOnePath(nuint context, bool post)
    {
        nuint owner = context | 3;
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        if (post)
        {
            ExSetResourceOwnerPointerEx(_resource, owner, 0);
        }

        _count++;
        {|DDI3001:ExReleaseResourceForThreadLite(_resource, owner)|};
        KeLeaveCriticalRegion();
    }

    public void IdFollowsThePath(nuint context, bool post)
    {
        nuint owner = ExGetCurrentResourceThread();
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        if (post)
        {
            owner = context | 3;
            ExSetResourceOwnerPointerEx(_resource, owner, 0);
        }

        _count++;
        ExReleaseResourceForThreadLite(_resource, owner);
        KeLeaveCriticalRegion();
    }

    public void TransferredTheOther(nuint context)
    {
        nuint owner = context | 3;
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        ExAcquireResourceExclusiveLite(_second, true);
        ExSetResourceOwnerPointerEx(_second, owner, 0);
        _count++;
        {|DDI3001:ExReleaseResourceForThreadLite(_resource, owner)|};
        ExReleaseResourceForThreadLite(_second, owner);
        KeLeaveCriticalRegion();
    }

    public void ThreadSavedInARequest(Irp irp)
    {
        irp.Thread = ExGetCurrentResourceThread();
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        _count++;
        ExReleaseResourceForThreadLite(_resource, irp.Thread);
        KeLeaveCriticalRegion();
    }

    public void OwnerSavedInARequest(Irp irp, nuint context)
    {
        irp.OwnerPointer = context | 3;
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        ExSetResourceOwnerPointer(_resource, irp.OwnerPointer);
        _count++;
        ExReleaseResourceForThreadLite(_resource, irp.OwnerPointer);
        KeLeaveCriticalRegion();
    }

    public void ZeroIsNobody()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        _count++;
        {|DDI3001:ExReleaseResourceForThreadLite(_resource, 0)|};
        KeLeaveCriticalRegion();
    }
}
