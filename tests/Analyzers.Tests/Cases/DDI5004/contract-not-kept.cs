// The body does not do what its attributes promise.
internal sealed class Promises
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _other = new();
    private int _count;

    [RequiresCriticalRegion]
    [AcquiresExclusiveLock("_resource")]
    public void Kept() => ExAcquireResourceExclusiveLite(_resource, true);

    [AcquiresExclusiveLock("_resource")]
    public void {|DDI5004:AcquiresNothing|}()
    {
        _count++;
    }

    [RequiresCriticalRegion]
    [ReleasesLock("_resource")]
    public void Released() => ExReleaseResourceLite(_resource);

    [EntersCriticalRegion]
    public void {|DDI5004:EntersNothing|}()
    {
        _count++;
    }

    [EntersCriticalRegion]
    public void Enters()
    {
        KeEnterCriticalRegion();
        _count++;
    }

    [RequiresCriticalRegion]
    [AcquiresExclusiveLock("_resource", When = true)]
    public bool OnlyWhenTrue(bool want)
    {
        if (want)
        {
            ExAcquireResourceExclusiveLite(_resource, true);
            return true;
        }

        return false;
    }

    [RequiresCriticalRegion]
    [AcquiresExclusiveLock("_resource", When = true)]
    public bool {|DDI5004:AlsoWhenFalse|}(bool want)
    {
        ExAcquireResourceExclusiveLite(_resource, true);
        return want;
    }

    [RequiresCriticalRegion]
    [AcquiresSharedLock("_resource")]
    public void {|DDI5004:AcquiresTheOther|}()
    {
        ExAcquireResourceSharedLite(_other, true);
        _count++;
    }

    [RequiresLockHeld("_other")]
    public void RequiresOnly() => _count++;
}
