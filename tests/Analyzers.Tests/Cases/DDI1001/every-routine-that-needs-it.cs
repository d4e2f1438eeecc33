// Each routine of the family, once outside and once inside a region.
internal sealed class Fcb
{
    private readonly ERESOURCE _resource = new();
    private EX_PUSH_LOCK _pushLock;
    private int _references;

    public void Exclusive()
    {
        {|DDI1001:ExAcquireResourceExclusiveLite(_resource, true)|};
        _references++;
        ExReleaseResourceLite(_resource);
    }

    public bool SharedStarve(bool wait)
    {
        if (!{|DDI1001:ExAcquireSharedStarveExclusive(_resource, wait)|})
        {
            return false;
        }

        _references++;
        ExReleaseResourceLite(_resource);
        return true;
    }

    public void SharedWait()
    {
        {|DDI1001:ExAcquireSharedWaitForExclusive(_resource, true)|};
        _references++;
        ExReleaseResourceLite(_resource);
    }

    public void PushLockShared()
    {
        {|DDI1001:ExAcquirePushLockShared(ref _pushLock)|};
        _references++;
        ExReleasePushLockShared(ref _pushLock);
    }

    public void PushLockExclusive()
    {
        {|DDI1001:ExAcquirePushLockExclusive(ref _pushLock)|};
        _references++;
        ExReleasePushLockExclusive(ref _pushLock);
    }

    public bool AllInside(bool wait)
    {
        KeEnterCriticalRegion();
        ExAcquirePushLockShared(ref _pushLock);
        bool taken = ExAcquireSharedStarveExclusive(_resource, wait);
        if (taken)
        {
            _references++;
            ExReleaseResourceLite(_resource);
        }

        ExReleasePushLockShared(ref _pushLock);
        KeLeaveCriticalRegion();
        return taken;
    }

    public void QueriesNeedNothing(ERESOURCE other)
    {
        if (ExIsResourceAcquiredExclusiveLite(_resource) || ExGetSharedWaiterCount(other) > 0)
        {
            _references++;
        }
    }
}
