using DdiCompliance;
using static DdiCompliance.Ddi;

namespace Broken;

/// <summary>A stream context cache as a minifilter has one: an executive resource over a table.</summary>
public sealed class StreamCache
{
    private readonly ERESOURCE _resource = new();
    private readonly Dictionary<ulong, string> _streams = [];

    public StreamCache() => ExInitializeResourceLite(_resource);

    /// <summary>DDI1001: acquired, and released, while a kernel APC can still be delivered.</summary>
    public string? Find(ulong id)
    {
        ExAcquireResourceSharedLite(_resource, true);
        _streams.TryGetValue(id, out string? name);
        ExReleaseResourceLite(_resource);
        return name;
    }

    /// <summary>DDI1002: the early exit leaves a region it has left already.</summary>
    public bool Rename(ulong id, string name)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        bool found = _streams.ContainsKey(id);
        if (found)
        {
            _streams[id] = name;
        }

        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
        if (!found)
        {
            KeLeaveCriticalRegion();
        }

        return found;
    }

    /// <summary>DDI1003: nothing to do, and the region is never left.</summary>
    public void Remove(ulong id)
    {
        KeEnterCriticalRegion();
        if (id == 0)
        {
            return;
        }

        ExAcquireResourceExclusiveLite(_resource, true);
        _streams.Remove(id);
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }

    /// <summary>DDI1006: the region is left while the resource is still held.</summary>
    public void Clear()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        _streams.Clear();
        KeLeaveCriticalRegion();
        ExReleaseResourceLite(_resource);
    }

    /// <summary>DDI1010: the filter manager's routines enter and leave the region themselves.</summary>
    public int Count()
    {
        KeEnterCriticalRegion();
        FltAcquireResourceShared(_resource);
        int count = _streams.Count;
        FltReleaseResource(_resource);
        KeLeaveCriticalRegion();
        return count;
    }

    /// <summary>DDI1011: one routine does both.</summary>
    public void Add(ulong id, string name)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        _streams[id] = name;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }
}
