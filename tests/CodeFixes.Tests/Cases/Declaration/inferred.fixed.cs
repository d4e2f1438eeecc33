// The declaration becomes what the body does on every path; a body that does nothing yet keeps what it is to do.
internal sealed class Promises
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _other = new();
    private int _count;

    [AcquiresExclusiveLock("_resource")]
    public void {|DDI5004:NotYet|}()
    {
        _count++;
    }

    [RequiresCriticalRegion]
    [AcquiresExclusiveLock("_resource")]
    public bool AlsoWhenFalse(bool want)
    {
        ExAcquireResourceExclusiveLite(_resource, true);
        return want;
    }

    [RequiresCriticalRegion, AcquiresSharedLock("_other")] // for the walk
    public void TheOther()
    {
        ExAcquireResourceSharedLite(_other, true);
        _count++;
    }
}
