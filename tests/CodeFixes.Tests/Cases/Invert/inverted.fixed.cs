//! fix Invert the test
// Released where the acquire failed, and held where it succeeded: the test is the wrong way round.
internal sealed class Fcb
{
    private readonly ERESOURCE _resource = new();
    private long _size;

    public bool TryTrim(long size)
    {
        KeEnterCriticalRegion();
        if (!ExAcquireResourceExclusiveLite(_resource, false))
        {
            KeLeaveCriticalRegion();
            return false;
        }

        _size = size;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
        return true;
    }

    public long Size(bool wait)
    {
        long size = -1;
        KeEnterCriticalRegion();
        bool held = ExAcquireResourceSharedLite(_resource, wait);
        if (held)
        {
            size = _size;
            ExReleaseResourceLite(_resource);
        }

        KeLeaveCriticalRegion();
        return size;
    }
}
