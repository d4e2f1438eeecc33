// A helper takes the fast mutex that keeps the level; what its caller holds besides does not matter.
internal sealed class Queue
{
    private readonly ERESOURCE _resource = new();
    private readonly FAST_MUTEX _mutex = new();
    private int _count;

    public void Try()
    {
        FltAcquireResourceShared(_resource);
        if (TryLock())
        {
            _count++;
            ExReleaseFastMutex(_mutex);
        }

        FltReleaseResource(_resource);
    }

    public void Take()
    {
        FltAcquireResourceShared(_resource);
        Lock();
        _count++;
        ExReleaseFastMutex(_mutex);
        FltReleaseResource(_resource);
    }

    public void GivesBackTooMuchBefore()
    {
        {|DDI2001:FltReleaseResource(_resource)|};
        if (TryLock())
        {
            _count++;
            ExReleaseFastMutex(_mutex);
        }
    }

    public void NotGivenBack()
    {
        FltAcquireResourceShared(_resource);
        {|DDI2002:Lock()|};
        _count++;
        FltReleaseResource(_resource);
    }

    private bool TryLock() => ExTryToAcquireFastMutex(_mutex);

    private void Lock()
    {
        ExAcquireFastMutex(_mutex);
    }
}
