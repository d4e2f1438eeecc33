// The two last calls swapped, on all or on some paths.
internal sealed class Fcb
{
    private readonly ERESOURCE _main = new();
    private readonly ERESOURCE _paging = new();
    private EX_PUSH_LOCK _ranges;
    private long _size;

    public void Swapped(long size)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_main, true);
        _size = size;
        {|DDI1006:KeLeaveCriticalRegion()|};
        ExReleaseResourceLite(_main);
    }

    public void SwappedOnErrorPath(long size)
    {
        FsRtlEnterFileSystem();
        ExAcquireResourceExclusiveLite(_main, true);
        if (size < 0)
        {
            {|DDI1006:FsRtlExitFileSystem()|};
            ExReleaseResourceLite(_main);
            return;
        }

        _size = size;
        ExReleaseResourceLite(_main);
        FsRtlExitFileSystem();
    }

    public void SecondLockStillHeld(long size)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_main, true);
        ExAcquireResourceExclusiveLite(_paging, true);
        _size = size;
        ExReleaseResourceLite(_paging);
        {|DDI1006:KeLeaveCriticalRegion()|};
        ExReleaseResourceLite(_main);
    }

    public void PushLockStillHeld(long size)
    {
        KeEnterCriticalRegion();
        ExAcquirePushLockExclusive(ref _ranges);
        _size = size;
        {|DDI1006:KeLeaveCriticalRegion()|};
        ExReleasePushLockExclusive(ref _ranges);
    }

    public void OneOfTwoSharedHolds()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_main, true);
        ExAcquireResourceSharedLite(_main, true);
        _size++;
        ExReleaseResourceLite(_main);
        {|DDI1006:KeLeaveCriticalRegion()|};
        ExReleaseResourceLite(_main);
    }

    public void InOrder(long size)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_main, true);
        ExAcquirePushLockExclusive(ref _ranges);
        _size = size;
        ExReleaseResourceLite(_main);
        ExReleasePushLockExclusive(ref _ranges);
        KeLeaveCriticalRegion();
    }
}
