//! fix DDI1001.Combined
// The combined routine and its release on every path; a resource whose acquire may fail keeps its routines.
internal sealed class StreamTable
{
    private readonly ERESOURCE _resource = new();
    private readonly Dictionary<ulong, string> _streams = [];

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
        if (!{|DDI1001:Ddi.ExAcquireResourceExclusiveLite(_resource, false)|})
        {
            return false;
        }

        _streams[id] = "";
        Ddi.ExReleaseResourceLite(_resource);
        return true;
    }
}
