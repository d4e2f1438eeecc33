// The release is missing before the lock is acquired again, deleted, or left alone by its region.
internal sealed class Zone
{
    private readonly ERESOURCE _resource = new();
    private readonly FAST_MUTEX _mutex = new();
    private EX_PUSH_LOCK _list;
    private Queue<Zone> _dying = new();
    private int _users;

    public void Drain()
    {
        KeEnterCriticalRegion();
        ExAcquirePushLockExclusive(ref _list);
        while (_dying.TryDequeue(out Zone? zone))
        {
            zone._users = 0;
            {|DDI2006:ExAcquirePushLockExclusive(ref _list)|};
        }

        ExReleasePushLockExclusive(ref _list);
        KeLeaveCriticalRegion();
    }

    public int Take()
    {
    again:
        {|DDI2006:ExAcquireFastMutex(_mutex)|};
        if (_users > 4)
        {
            _users--;
            goto again;
        }

        ExReleaseFastMutex(_mutex);
        return _users;
    }

    public void Upgrade(int users)
    {
        ExEnterCriticalRegionAndAcquireResourceShared(_resource);
        if (_users != users)
        {
            {|DDI2005:ExEnterCriticalRegionAndAcquireResourceExclusive(_resource)|};
            _users = users;
        }

        ExReleaseResourceAndLeaveCriticalRegion(_resource);
    }

    public void Delete()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        _users = 0;
        {|DDI1006:KeLeaveCriticalRegion()|};
        {|DDI3007:ExDeleteResourceLite(_resource)|};
    }
}
