// An exception leaves with the lock held; the finally block that leaves the region does nothing wrong.
internal sealed class ThrownPast
{
    private readonly ERESOURCE _r = new();
    private bool _bad;
    private int _n;

    public void Raises()
    {
        FsRtlEnterFileSystem();
        try
        {
            {|DDI2003:ExAcquireResourceExclusiveLite(_r, true)|};
            _n++;
            if (_bad)
            {
                ExRaiseStatus(STATUS_INVALID_HANDLE);
            }

            ExReleaseResourceLite(_r);
        }
        finally
        {
            FsRtlExitFileSystem();
        }
    }

    // Here the leave comes too early on every way.
    public void Swapped()
    {
        FsRtlEnterFileSystem();
        ExAcquireResourceExclusiveLite(_r, true);
        try
        {
            _n++;
        }
        finally
        {
            {|DDI1006:FsRtlExitFileSystem()|};
            ExReleaseResourceLite(_r);
        }
    }
}
