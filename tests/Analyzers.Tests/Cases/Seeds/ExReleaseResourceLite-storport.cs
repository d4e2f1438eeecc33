//! option ddi_compliance.driver_model = storport
// HwStorPortProhibitedDDIs: a physical Storport miniport calls none of these routines.
internal sealed class HwExtension
{
    private readonly ERESOURCE _queueResource = new();
    private EX_PUSH_LOCK _statistics;
    private long _requests;

    public void CountUnderResource()
    {
        {|DDI4003:KeEnterCriticalRegion()|};
        {|DDI4003:ExAcquireResourceExclusiveLite(_queueResource, true)|};
        _requests++;
        {|DDI4003:ExReleaseResourceLite(_queueResource)|};
        {|DDI4003:KeLeaveCriticalRegion()|};
    }

    public void CountUnderCombinedRoutine()
    {
        {|DDI4003:ExEnterCriticalRegionAndAcquireResourceExclusive(_queueResource)|};
        _requests++;
        {|DDI4003:ExReleaseResourceAndLeaveCriticalRegion(_queueResource)|};
    }

    public void PushLocksAreNotOnTheList()
    {
        FltAcquirePushLockExclusive(ref _statistics);
        _requests++;
        FltReleasePushLock(ref _statistics);
    }

    public void FltWrappersAreNotOnTheList()
    {
        FltAcquireResourceExclusive(_queueResource);
        _requests++;
        FltReleaseResource(_queueResource);
    }

    public void FsRtlIsNotOnTheList()
    {
        FsRtlEnterFileSystem();
        ExAcquirePushLockExclusive(ref _statistics);
        _requests++;
        ExReleasePushLockExclusive(ref _statistics);
        FsRtlExitFileSystem();
    }
}
