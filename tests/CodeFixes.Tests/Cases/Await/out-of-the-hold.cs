//! fix DDI4004.Safest
// An await that does not need the lock moves out of the hold; one that starts work under the lock stays.
internal sealed class AsyncCache
{
    private readonly ERESOURCE _resource = new();
    private int _entries;

    public async Task<int> First(Task<int> source)
    {
        FltAcquireResourceExclusive(_resource);
        int entries = {|DDI4004:await source|}; // as many as there are
        _entries = entries;
        FltReleaseResource(_resource);
        return entries;
    }

    public async Task Last(Task source)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        _entries++;
        // until it is written
        {|DDI4004:await source.ConfigureAwait(false)|};
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }

    public async Task Starts()
    {
        FltAcquireResourceExclusive(_resource);
        _entries++;
        {|DDI4004:await Write()|};
        FltReleaseResource(_resource);
    }

    public async Task InTry(Task source)
    {
        FltAcquireResourceExclusive(_resource);
        try
        {
            {|DDI4004:await source|};
            _entries++;
            {|DDI4004:await Task.Delay(10)|};
        }
        finally
        {
            FltReleaseResource(_resource);
        }
    }

    private Task Write() => Task.FromResult(_entries);
}
