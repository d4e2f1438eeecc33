// "Because FltReleasePushLock reenables normal kernel APC delivery, it is not necessary to call KeLeaveCriticalRegion or
// FsRtlExitFileSystem after calling FltReleasePushLock."
internal sealed class HandleTable
{
    private EX_PUSH_LOCK _lock;
    private readonly ERESOURCE _quota = new();
    private int _count;

    public void LeavesAfterwards()
    {
        FltAcquirePushLockExclusive(ref _lock);
        _count++;
        FltReleasePushLock(ref _lock);
        {|DDI1002:KeLeaveCriticalRegion()|};
    }

    public void ExitsAfterwards()
    {
        FltAcquirePushLockShared(ref _lock);
        _count++;
        FltReleasePushLock(ref _lock);
        {|DDI1002:FsRtlExitFileSystem()|};
    }

    public void DeliveryIsOnAgain()
    {
        FltAcquirePushLockShared(ref _lock);
        FltReleasePushLock(ref _lock);
        {|DDI1001:ExAcquireResourceExclusiveLite(_quota, true)|};
        _count = 0;
        ExReleaseResourceLite(_quota);
    }

    public void DeliveryIsOffMeanwhile()
    {
        FltAcquirePushLockShared(ref _lock);
        ExAcquireResourceExclusiveLite(_quota, true);
        _count = 0;
        ExReleaseResourceLite(_quota);
        FltReleasePushLock(ref _lock);
    }

    public void OwnRegionIsLeftOnce()
    {
        KeEnterCriticalRegion();
        FltAcquirePushLockExclusive(ref _lock);
        _count++;
        FltReleasePushLock(ref _lock);
        KeLeaveCriticalRegion();
    }
}
