//! fix DDI1001.Safest
// The safest act is a region round everything that needs it, left in finally: no use of the lock changes, and an exception leaves the region too.
// The variables that are used after it are declared before it.
internal sealed class StreamCache
{
    private readonly ERESOURCE _resource = new();
    private readonly Dictionary<ulong, string> _streams = [];
    private EX_PUSH_LOCK _ids;
    private int _count;

    public string? Find(ulong id)
    {
        KeEnterCriticalRegion();
        try
        {
            ExAcquireResourceSharedLite(_resource, true);
            _streams.TryGetValue(id, out string? name);
            ExReleaseResourceLite(_resource);
            return name;
        }
        finally
        {
            KeLeaveCriticalRegion();
        }
    }

    public int FindAndTell(ulong id)
    {
        if (id == 0)
        {
            return 0;
        }

        bool found;
        string? name;
        int length;
        // Shared is enough.
        Ddi.KeEnterCriticalRegion();
        try
        {
            Ddi.ExAcquireResourceSharedLite(_resource, true);
            found = _streams.TryGetValue(id, out name);
            length = name?.Length ?? 0;
            Ddi.ExReleaseResourceLite(_resource);
        }
        finally
        {
            Ddi.KeLeaveCriticalRegion();
        }

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
