// Asynchronous code whose locks sit in helpers.
internal sealed class AsyncTable
{
    private readonly ERESOURCE _resource = new();
    private int _value;

    public async Task<int> HeldThroughHelpers(Task<int> source)
    {
        Begin();
        int value = {|DDI4004:await source|};
        _value = value;
        End();
        return value;
    }

    public async Task<int> HelperIsBalanced(Task<int> source)
    {
        Touch();
        int value = await source;
        Touch();
        return value;
    }

    public async Task<int> LocalAsyncFunction(Task<int> source)
    {
        int value = await Load();
        FltAcquireResourceExclusive(_resource);
        _value = value;
        FltReleaseResource(_resource);
        return value;

        async Task<int> Load() => await source;
    }

    public async Task AwaitForEach(IAsyncEnumerable<int> values)
    {
        await foreach (int value in values)
        {
            FltAcquireResourceExclusive(_resource);
            _value += value;
            FltReleaseResource(_resource);
        }
    }

    private void Begin() => FltAcquireResourceExclusive(_resource);

    private void End() => FltReleaseResource(_resource);

    private void Touch()
    {
        FltAcquireResourceExclusive(_resource);
        _value++;
        FltReleaseResource(_resource);
    }
}
