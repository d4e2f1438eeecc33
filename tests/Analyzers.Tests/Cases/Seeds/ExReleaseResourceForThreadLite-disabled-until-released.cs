// "Delivery must remain disabled until the resource is released, at which point it can be reenabled by calling KeLeaveCriticalRegion."
internal sealed class LazyWriter
{
    private readonly ERESOURCE _resource = new();
    private long _validDataLength;

    public void LeavesFirst(long length)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        _validDataLength = length;
        {|DDI1006:KeLeaveCriticalRegion()|};
        ExReleaseResourceForThreadLite(_resource, ExGetCurrentResourceThread());
    }

    public void ReleasesFirst(long length)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        _validDataLength = length;
        ExReleaseResourceForThreadLite(_resource, ExGetCurrentResourceThread());
        KeLeaveCriticalRegion();
    }

    public void NeverLeaves(long length)
    {
        {|DDI1003:KeEnterCriticalRegion()|};
        ExAcquireResourceExclusiveLite(_resource, true);
        _validDataLength = length;
        ExReleaseResourceForThreadLite(_resource, ExGetCurrentResourceThread());
    }
}
