// Nobody looked whether the lock was taken: what its release does to the region is not known, and not said.
public sealed class Unlooked
{
    private readonly ERESOURCE _resource = new();

    public void ReleasedByTheWrongPartner()
    {
        KeEnterGuardedRegion();
        {|DDI2008:ExAcquireSharedWaitForExclusive(_resource, false)|};
        ExReleaseResourceAndLeaveCriticalRegion(_resource);
        KeLeaveGuardedRegion();
    }

    public void ReleasedByItsPartner()
    {
        KeEnterGuardedRegion();
        {|DDI2008:ExAcquireSharedWaitForExclusive(_resource, false)|};
        ExReleaseResourceLite(_resource);
        KeLeaveGuardedRegion();
    }
}
