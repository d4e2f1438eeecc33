// "Normal kernel APC delivery must be disabled before calling this routine."
internal sealed class Fcb
{
    private readonly ERESOURCE _paging = new();
    private readonly FAST_MUTEX _mutex = new();
    private long _size;

    public void Truncate(long size)
    {
        // The release is wrong for the same reason as the acquire; the acquire is where the region belongs.
        {|DDI1001:ExAcquireResourceExclusiveLite(_paging, true)|};
        _size = size;
        ExReleaseResourceLite(_paging);
    }

    public void ReleaseOnly()
    {
        {|DDI1001:{|DDI2001:ExReleaseResourceLite(_paging)|}|};
    }

    public void Extend(long size)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_paging, true);
        _size = Math.Max(_size, size);
        ExReleaseResourceLite(_paging);
        KeLeaveCriticalRegion();
    }

    public void UnderFastMutex(long size)
    {
        ExAcquireFastMutex(_mutex);
        ExAcquireResourceExclusiveLite(_paging, true);
        _size = size;
        ExReleaseResourceLite(_paging);
        ExReleaseFastMutex(_mutex);
    }
}
