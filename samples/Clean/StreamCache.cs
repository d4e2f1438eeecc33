using DdiCompliance;
using static DdiCompliance.Ddi;

namespace Clean;

/// <summary>A stream context cache behind an executive resource, with the early exits and flags that real code has.</summary>
internal sealed class StreamCache
{
    private readonly ERESOURCE _resource = new();
    private readonly Dictionary<ulong, string> _streams = [];

    public StreamCache() => ExInitializeResourceLite(_resource);

    /// <summary>Two exits, one release: the finally runs on both.</summary>
    public string? Find(ulong id)
    {
        ExEnterCriticalRegionAndAcquireResourceShared(_resource);
        try
        {
            return id == 0 ? null : _streams.GetValueOrDefault(id);
        }
        finally
        {
            ExReleaseResourceAndLeaveCriticalRegion(_resource);
        }
    }

    /// <summary>The flag remembers whether the caller could wait.</summary>
    public bool TryAdd(ulong id, string name, bool canWait)
    {
        KeEnterCriticalRegion();
        bool isHeld = ExAcquireResourceExclusiveLite(_resource, canWait);
        if (isHeld)
        {
            _streams[id] = name;
        }

        if (isHeld)
        {
            ExReleaseResourceLite(_resource);
        }

        KeLeaveCriticalRegion();
        return isHeld;
    }

    /// <summary>Reads first, and writes only where needed: exclusive becomes shared without a gap.</summary>
    public string Intern(ulong id, Func<ulong, string> make)
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_resource);
        try
        {
            if (!_streams.TryGetValue(id, out string? name))
            {
                name = make(id);
                _streams.Add(id, name);
            }

            ExConvertExclusiveToSharedLite(_resource);
            return name;
        }
        finally
        {
            ExReleaseResourceAndLeaveCriticalRegion(_resource);
        }
    }

    /// <summary>Released and acquired again in each round, so that others get in between; the wrappers' callers see a balanced whole.</summary>
    public int Sweep(Predicate<string> isStale)
    {
        int removed = 0;
        foreach (ulong id in Keys())
        {
            AcquireForSweep();
            try
            {
                if (_streams.TryGetValue(id, out string? name) && isStale(name))
                {
                    _streams.Remove(id);
                    removed++;
                }
            }
            finally
            {
                ReleaseAfterSweep();
            }
        }

        return removed;
    }

    public void Delete() => ExDeleteResourceLite(_resource);

    private ulong[] Keys()
    {
        ExEnterCriticalRegionAndAcquireResourceShared(_resource);
        try
        {
            return [.. _streams.Keys];
        }
        finally
        {
            ExReleaseResourceAndLeaveCriticalRegion(_resource);
        }
    }

    private void AcquireForSweep() => FltAcquireResourceExclusive(_resource);

    private void ReleaseAfterSweep() => FltReleaseResource(_resource);
}
