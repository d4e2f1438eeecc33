//! fix Invert the test
// Released where the acquire failed, and held where it succeeded: the test is the wrong way round.
internal sealed class Fcb
{
    private readonly ERESOURCE _resource = new();
    private long _size;

    public bool TryTrim(long size)
    {
        KeEnterCriticalRegion();
        if ({|DDI2002:ExAcquireResourceExclusiveLite(_resource, false)|})
        {
            KeLeaveCriticalRegion();
            return false;
        }

        _size = size;
        {|DDI2008:ExReleaseResourceLite(_resource)|};
        KeLeaveCriticalRegion();
        return true;
    }

    public long Size(bool wait)
    {
        long size = -1;
        KeEnterCriticalRegion();
        bool held = {|DDI2002:ExAcquireResourceSharedLite(_resource, wait)|};
        if (!held)
        {
            size = _size;
            {|DDI2008:ExReleaseResourceLite(_resource)|};
        }

        KeLeaveCriticalRegion();
        return size;
    }
}
