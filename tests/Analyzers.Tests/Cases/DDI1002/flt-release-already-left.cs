// The Flt and combined releases leave a region of their own; a leave for it is one too many.
internal sealed class PreCreate
{
    private readonly ERESOURCE _resource = new();
    private EX_PUSH_LOCK _names;
    private int _creates;

    public void EarlyExitOnly(bool skip)
    {
        FltAcquireResourceShared(_resource);
        if (skip)
        {
            FltReleaseResource(_resource);
            {|DDI1002:KeLeaveCriticalRegion()|};
            return;
        }

        _creates++;
        FltReleaseResource(_resource);
    }

    public void PushLock()
    {
        FltAcquirePushLockExclusive(ref _names);
        _creates++;
        FltReleasePushLock(ref _names);
        {|DDI1002:FsRtlExitFileSystem()|};
    }

    public void RegionOfOneServesTheOther(bool names)
    {
        if (names)
        {
            FltAcquirePushLockShared(ref _names);
        }
        else
        {
            FltAcquireResourceShared(_resource);
        }

        _creates++;

        if (names)
        {
            FltReleasePushLock(ref _names);
        }
        else
        {
            FltReleaseResource(_resource);
        }
    }

    public void OwnRegionOnOnePath(bool region)
    {
        if (region)
        {
            FsRtlEnterFileSystem();
        }

        FltAcquireResourceExclusive(_resource);
        _creates++;
        FltReleaseResource(_resource);

        if (region)
        {
            FsRtlExitFileSystem();
        }
    }

    public void OwnRegionOnTheOtherPath(bool region)
    {
        if (region)
        {
            {|DDI1003:FsRtlEnterFileSystem()|};
        }

        FltAcquireResourceExclusive(_resource);
        _creates++;
        FltReleaseResource(_resource);

        if (!region)
        {
            {|DDI1002:FsRtlExitFileSystem()|};
        }
    }
}
