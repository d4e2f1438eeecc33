//! fix DDI1001.Safest
// The combined routine on every path, where every use of the lock has one; a region round what has none.
internal sealed class StreamCache
{
    private readonly ERESOURCE _resource = new();
    private readonly Dictionary<ulong, string> _streams = [];
    private EX_PUSH_LOCK _ids;
    private int _count;

    public string? Find(ulong id)
    {
        ExEnterCriticalRegionAndAcquireResourceShared(_resource);
        if (!_streams.TryGetValue(id, out string? name))
        {
            ExReleaseResourceAndLeaveCriticalRegion(_resource); // nothing cached
            return null;
        }

        ExReleaseResourceAndLeaveCriticalRegion(_resource);
        return name;
    }

    public bool TryAdd(ulong id)
    {
        KeEnterCriticalRegion();
        try
        {
            if (!ExAcquireResourceExclusiveLite(_resource, false))
            {
                return false;
            }

            _streams[id] = "";
            ExReleaseResourceLite(_resource);
            return true;
        }
        finally
        {
            KeLeaveCriticalRegion();
        }
    }

    public void PushLock()
    {
        KeEnterCriticalRegion();
        try
        {
            ExAcquirePushLockExclusive(ref _ids);
            _count++;
            ExReleasePushLockExclusive(ref _ids);
        }
        finally
        {
            KeLeaveCriticalRegion();
        }
    }
}
