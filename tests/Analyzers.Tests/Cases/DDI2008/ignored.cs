// Wait: FALSE may not acquire; somebody has to look.
internal sealed class Fcb
{
    private readonly ERESOURCE _resource = new();
    private int _count;

    public void Statement()
    {
        KeEnterCriticalRegion();
        {|DDI2008:ExAcquireResourceExclusiveLite(_resource, false)|};
        _count++;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }

    public void Discarded()
    {
        KeEnterCriticalRegion();
        _ = {|DDI2008:ExAcquireResourceSharedLite(_resource, false)|};
        _count++;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }

    public void NamedArguments()
    {
        KeEnterCriticalRegion();
        {|DDI2008:ExAcquireSharedStarveExclusive(Wait: false, Resource: _resource)|};
        _count++;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }

    public void UnknownWait(bool wait)
    {
        KeEnterCriticalRegion();
        {|DDI2008:ExAcquireResourceExclusiveLite(_resource, wait)|};
        _count++;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }

    public void KnownWait(bool wait)
    {
        KeEnterCriticalRegion();
        if (wait)
        {
            ExAcquireResourceExclusiveLite(_resource, wait);
            _count++;
            ExReleaseResourceLite(_resource);
        }

        KeLeaveCriticalRegion();
    }

    public void WaitIsTrue()
    {
        const bool wait = true;
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, wait);
        _count++;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }

    public bool ReturnedToNobody()
    {
        KeEnterCriticalRegion();
        bool taken = ExAcquireResourceExclusiveLite(_resource, Wait: false);
        if (taken)
        {
            ExReleaseResourceLite(_resource);
        }

        KeLeaveCriticalRegion();
        return taken;
    }
}
