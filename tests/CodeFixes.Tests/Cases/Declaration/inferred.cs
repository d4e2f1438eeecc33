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
    [AcquiresExclusiveLock("_resource", When = true)]
    public bool {|DDI5004:AlsoWhenFalse|}(bool want)
    {
        ExAcquireResourceExclusiveLite(_resource, true);
        return want;
    }

    [RequiresCriticalRegion, AcquiresExclusiveLock("_resource")] // for the walk
    public void {|DDI5004:TheOther|}()
    {
        ExAcquireResourceSharedLite(_other, true);
        _count++;
    }
}
