// "Because FltReleaseResource reenables normal kernel APC delivery, it is not necessary to call" the leave routines after it
// (the page names the enter routines, by mistake): a leave without an enter of its own is one too many.
internal sealed class FileContext
{
    private readonly ERESOURCE _resource = new();
    private int _opens;

    public void LeavesAfterwards()
    {
        FltAcquireResourceShared(_resource);
        _opens++;
        FltReleaseResource(_resource);
        {|DDI1002:KeLeaveCriticalRegion()|};
    }

    public void ExitsFileSystemAfterwards(bool last)
    {
        FltAcquireResourceShared(_resource);
        _opens--;
        FltReleaseResource(_resource);
        if (last)
        {
            {|DDI1002:FsRtlExitFileSystem()|};
        }
    }

    public void EntersAfterwards()
    {
        // What the page says "is not necessary" is, if done, an unbalanced region.
        FltAcquireResourceShared(_resource);
        _opens++;
        FltReleaseResource(_resource);
        {|DDI1003:KeEnterCriticalRegion()|};
    }

    public void OwnRegionAround()
    {
        FsRtlEnterFileSystem();
        FltAcquireResourceShared(_resource);
        _opens++;
        FltReleaseResource(_resource);
        FsRtlExitFileSystem();
    }

    public void CrossedButBalanced()
    {
        // Regions count; which call gives back which level does not matter.
        KeEnterCriticalRegion();
        FltAcquireResourceShared(_resource);
        KeLeaveCriticalRegion();
        _opens++;
        FltReleaseResource(_resource);
    }
}
