// The leave, the lock, or both hide in helpers.
internal sealed class Ccb
{
    private readonly ERESOURCE _resource = new();
    private int _value;

    public void LeaveHelperTooEarly()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        _value++;
        {|DDI1006:Leave()|};
        ExReleaseResourceLite(_resource);
    }

    public void LockFromAHelper()
    {
        KeEnterCriticalRegion();
        Acquire();
        _value++;
        {|DDI1006:KeLeaveCriticalRegion()|};
        Release();
    }

    public void InOrder()
    {
        KeEnterCriticalRegion();
        Acquire();
        _value++;
        Release();
        Leave();
    }

    public void NestedRegionInAHelper()
    {
        KeEnterCriticalRegion();
        Acquire();
        Balanced();
        Release();
        Leave();
    }

    private void Acquire() => ExAcquireResourceExclusiveLite(_resource, true);

    private void Release() => ExReleaseResourceLite(_resource);

    private static void Leave() => KeLeaveCriticalRegion();

    private void Balanced()
    {
        KeEnterCriticalRegion();
        _value++;
        KeLeaveCriticalRegion();
    }
}
