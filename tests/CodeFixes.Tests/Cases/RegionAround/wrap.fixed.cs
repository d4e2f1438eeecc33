//! fix DDI1001.Safest
// A region round everything that needs it; the variables that are used after it are declared before it.
internal sealed class StreamCache
{
    private readonly ERESOURCE _resource = new();
    private readonly Dictionary<ulong, string> _streams = [];
    private EX_PUSH_LOCK _ids;
    private int _count;

    public string? Find(ulong id)
    {
        ExEnterCriticalRegionAndAcquireResourceShared(_resource);
        _streams.TryGetValue(id, out string? name);
        ExReleaseResourceAndLeaveCriticalRegion(_resource);
        return name;
    }

    public int FindAndTell(ulong id)
    {
        if (id == 0)
        {
            return 0;
        }

        // Shared is enough.
        Ddi.ExEnterCriticalRegionAndAcquireResourceShared(_resource);
        bool found = _streams.TryGetValue(id, out var name);
        int length = name?.Length ?? 0;
        Ddi.ExReleaseResourceAndLeaveCriticalRegion(_resource);

        Console.WriteLine(found);
        Console.WriteLine(name);
        return length;
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
