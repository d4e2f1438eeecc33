//! option ddi_compliance.driver_model = minifilter
// The same routines in a driver that is no Storport miniport.
internal sealed class Filter
{
    private readonly ERESOURCE _resource = new();
    private readonly FAST_MUTEX _mutex = new();
    private int _requests;

    public void Resource()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        _requests++;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }

    public void Mutex()
    {
        ExAcquireFastMutex(_mutex);
        _requests++;
        ExReleaseFastMutex(_mutex);
    }

    public uint Query() => ExIsResourceAcquiredSharedLite(_resource);
}
