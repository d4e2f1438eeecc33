//! fix DDI4004.Safest
// An await that does not need the lock moves out of the hold; one that starts work under the lock stays.
internal sealed class AsyncCache
{
    private readonly ERESOURCE _resource = new();
    private int _entries;

    public async Task<int> First(Task<int> source)
    {
        int entries = await source; // as many as there are
        FltAcquireResourceExclusive(_resource);
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
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
        await source.ConfigureAwait(false);
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
        await source;
        FltAcquireResourceExclusive(_resource);
        try
        {
            _entries++;
        }
        finally
        {
            FltReleaseResource(_resource);
        }

        await Task.Delay(10);
    }

    private Task Write() => Task.FromResult(_entries);
}
