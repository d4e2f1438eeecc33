// The local of another lock was set.
internal sealed class Vnode
{
    private readonly ERESOURCE _main = new();
    private readonly ERESOURCE _paging = new();
    private long _size;

    public void Write(long offset, bool both)
    {
        bool mainHeld = false;
        bool pagingHeld = false;
        FsRtlEnterFileSystem();
        if (both)
        {
            ExAcquireResourceExclusiveLite(_main, true);
            mainHeld = true;
        }

        if (offset > _size)
        {
            ExAcquireResourceExclusiveLite(_paging, true);
            pagingHeld = true;
            _size = offset;
        }

        if (pagingHeld)
            ExReleaseResourceLite(_paging);
        if (mainHeld)
            ExReleaseResourceLite(_main);
        FsRtlExitFileSystem();
    }
}
