//! fix RememberFix
// The local under which a lock is released is set where it is acquired.
internal sealed class Vnode
{
    private readonly ERESOURCE _main = new();
    private readonly ERESOURCE _paging = new();
    private long _size;

    public bool Read(long offset, bool wait)
    {
        bool mainHeld = false;
        bool pagingHeld = false;
        FsRtlEnterFileSystem();
        if (!ExAcquireResourceSharedLite(_main, wait))
            goto done;
        mainHeld = true;
        if (offset >= _size)
            goto done;
        {|DDI2002:ExAcquireResourceSharedLite(_paging, true)|};
        _size++;

    done:
        if (pagingHeld)
            ExReleaseResourceLite(_paging);
        if (mainHeld)
            ExReleaseResourceLite(_main);
        FsRtlExitFileSystem();
        return mainHeld;
    }
}
