// An await may resume on another thread; regions and resources belong to this one.
internal sealed class AsyncCache
{
    private readonly ERESOURCE _resource = new();
    private readonly SemaphoreSlim _semaphore = new(1);
    private int _entries;

    public async Task<int> HoldingResource(Task<int> source)
    {
        FltAcquireResourceExclusive(_resource);
        int entries = {|DDI4004:await source|};
        _entries = entries;
        FltReleaseResource(_resource);
        return entries;
    }

    public async Task InsideRegion(Task source)
    {
        KeEnterCriticalRegion();
        {|DDI4004:await source.ConfigureAwait(false)|};
        KeLeaveCriticalRegion();
    }

    public async Task<int> AwaitsBefore(Task<int> source)
    {
        int entries = await source;
        FltAcquireResourceExclusive(_resource);
        _entries = entries;
        FltReleaseResource(_resource);
        return entries;
    }

    public async Task<int> AwaitsBetween(Task<int> source)
    {
        FltAcquireResourceShared(_resource);
        int before = _entries;
        FltReleaseResource(_resource);
        int entries = await source;
        FltAcquireResourceExclusive(_resource);
        _entries = entries + before;
        FltReleaseResource(_resource);
        return entries;
    }

    public async Task<int> OnOnePath(Task<int> source, bool refresh)
    {
        if (!refresh)
        {
            FltAcquireResourceShared(_resource);
        }

        int entries = refresh ? await source : _entries;
        if (!refresh)
        {
            FltReleaseResource(_resource);
        }

        return entries;
    }

    public async Task HoldingSemaphore(Task source)
    {
        await _semaphore.WaitAsync();
        await source;
        _semaphore.Release();
    }

    public async Task AwaitInFinally(Task source)
    {
        FltAcquireResourceShared(_resource);
        try
        {
            _entries++;
        }
        finally
        {
            {|DDI4004:await source|};
            FltReleaseResource(_resource);
        }
    }
}
