// A region that serves nothing but routines which manage APC delivery themselves.
internal sealed class PreWrite
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _plain = new();
    private EX_PUSH_LOCK _names;
    private EX_PUSH_LOCK _plainPush;
    private int _writes;

    public void AroundFltResource()
    {
        {|DDI1010:KeEnterCriticalRegion()|};
        FltAcquireResourceExclusive(_resource);
        _writes++;
        FltReleaseResource(_resource);
        KeLeaveCriticalRegion();
    }

    public void AroundFltPushLock()
    {
        {|DDI1010:FsRtlEnterFileSystem()|};
        FltAcquirePushLockShared(ref _names);
        _writes++;
        FltReleasePushLock(ref _names);
        FsRtlExitFileSystem();
    }

    public void AroundCombined()
    {
        {|DDI1010:KeEnterCriticalRegion()|};
        ExEnterCriticalRegionAndAcquireResourceExclusive(_resource);
        _writes++;
        ExReleaseResourceAndLeaveCriticalRegion(_resource);
        KeLeaveCriticalRegion();
    }

    public void AlsoServesAPlainLock()
    {
        KeEnterCriticalRegion();
        FltAcquireResourceExclusive(_resource);
        _writes++;
        FltReleaseResource(_resource);
        ExAcquireResourceSharedLite(_plain, true);
        _writes++;
        ExReleaseResourceLite(_plain);
        KeLeaveCriticalRegion();
    }

    public void AlsoServesAPlainPushLock()
    {
        KeEnterCriticalRegion();
        FltAcquirePushLockShared(ref _names);
        ExAcquirePushLockExclusive(ref _plainPush);
        _writes++;
        ExReleasePushLockExclusive(ref _plainPush);
        FltReleasePushLock(ref _names);
        KeLeaveCriticalRegion();
    }

    public void ServesAPlainLockOnOnePath(bool both)
    {
        KeEnterCriticalRegion();
        if (both)
        {
            ExAcquireResourceSharedLite(_plain, true);
            _writes++;
            ExReleaseResourceLite(_plain);
        }

        FltAcquireResourceExclusive(_resource);
        _writes++;
        FltReleaseResource(_resource);
        KeLeaveCriticalRegion();
    }
}
