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
        {|DDI1001:ExAcquireResourceSharedLite(_resource, true)|};
        _streams.TryGetValue(id, out string? name);
        ExReleaseResourceLite(_resource);
        return name;
    }

    public int FindAndTell(ulong id)
    {
        if (id == 0)
        {
            return 0;
        }

        // Shared is enough.
        {|DDI1001:Ddi.ExAcquireResourceSharedLite(_resource, true)|};
        bool found = _streams.TryGetValue(id, out var name);
        int length = name?.Length ?? 0;
        Ddi.ExReleaseResourceLite(_resource);

        Console.WriteLine(found);
        Console.WriteLine(name);
        return length;
    }

    public bool TryAdd(ulong id)
    {
        if (!{|DDI1001:ExAcquireResourceExclusiveLite(_resource, false)|})
        {
            return false;
        }

        _streams[id] = "";
        ExReleaseResourceLite(_resource);
        return true;
    }

    public void PushLock()
    {
        {|DDI1001:ExAcquirePushLockExclusive(ref _ids)|};
        _count++;
        ExReleasePushLockExclusive(ref _ids);
    }
}
