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
        {|DDI1001:ExAcquireResourceSharedLite(_resource, true)|};
        if (!_streams.TryGetValue(id, out string? name))
        {
            ExReleaseResourceLite(_resource); // nothing cached
            return null;
        }

        ExReleaseResourceLite(_resource);
        return name;
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
