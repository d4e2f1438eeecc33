// "releases a specified executive resource owned by the current thread": what is released must be held by this path.
internal sealed class Vcb
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _bitmapResource = new();
    private int _openCount;

    public void ReleaseTwice()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        _openCount++;
        ExReleaseResourceLite(_resource);
        {|DDI2001:ExReleaseResourceLite(_resource)|};
        KeLeaveCriticalRegion();
    }

    public void ReleaseTheOther(bool grow)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_bitmapResource, true);
        if (grow)
        {
            _openCount += 2;
        }

        ExReleaseResourceLite(_bitmapResource);
        {|DDI2001:ExReleaseResourceLite(_resource)|};
        KeLeaveCriticalRegion();
    }

    public void RecursiveSharedIsOwnedTwice()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        ExAcquireResourceSharedLite(_resource, true);
        _openCount++;
        ExReleaseResourceLite(_resource);
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }

    public void BothInEitherOrder()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        ExAcquireResourceExclusiveLite(_bitmapResource, true);
        _openCount++;
        ExReleaseResourceLite(_resource);
        ExReleaseResourceLite(_bitmapResource);
        KeLeaveCriticalRegion();
    }
}
