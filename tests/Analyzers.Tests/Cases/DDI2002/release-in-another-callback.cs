// A lock handed to another thread or callback by owner transfer is not a leak.
internal sealed class WorkItem
{
    public ERESOURCE Resource;
    public nuint OwnerPointer;
}

internal sealed class Poster
{
    private readonly ERESOURCE _resource = new();
    private readonly Queue<WorkItem> _queue = new();

    public void Post(WorkItem item, nuint address)
    {
        nuint owner = address | 3;
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        ExSetResourceOwnerPointerEx(_resource, owner, 0);
        item.Resource = _resource;
        item.OwnerPointer = owner;
        _queue.Enqueue(item);
        KeLeaveCriticalRegion();
    }

    public void Complete(WorkItem item)
    {
        KeEnterCriticalRegion();
        ExReleaseResourceForThreadLite(item.Resource, item.OwnerPointer);
        KeLeaveCriticalRegion();
    }

    public void PostOnSuccessOnly(WorkItem item, nuint address)
    {
        nuint owner = address | 3;
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        if (item.Resource != null)
        {
            ExReleaseResourceLite(_resource);
            KeLeaveCriticalRegion();
            return;
        }

        ExSetResourceOwnerPointerEx(_resource, owner, 0);
        item.OwnerPointer = owner;
        KeLeaveCriticalRegion();
    }
}
