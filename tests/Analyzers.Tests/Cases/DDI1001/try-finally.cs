// Region and lock in nested try/finally, as ported file-system code has them.
internal sealed class ReadDispatch
{
    private readonly ERESOURCE _main = new();
    private readonly ERESOURCE _paging = new();
    private long _bytes;

    public void RegionOutside(long count)
    {
        FsRtlEnterFileSystem();
        try
        {
            ExAcquireResourceSharedLite(_main, true);
            try
            {
                _bytes = checked(_bytes + count);
            }
            finally
            {
                ExReleaseResourceLite(_main);
            }
        }
        finally
        {
            FsRtlExitFileSystem();
        }
    }

    public void AcquireInFinally(long count)
    {
        KeEnterCriticalRegion();
        try
        {
            _bytes += count;
        }
        finally
        {
            ExAcquireResourceExclusiveLite(_main, true);
            _bytes++;
            ExReleaseResourceLite(_main);
            KeLeaveCriticalRegion();
        }
    }

    public void AcquireAfterTheFinally(long count)
    {
        KeEnterCriticalRegion();
        try
        {
            ExAcquireResourceSharedLite(_main, true);
            _bytes += count;
            ExReleaseResourceLite(_main);
        }
        finally
        {
            KeLeaveCriticalRegion();
        }

        {|DDI1001:ExAcquireResourceSharedLite(_paging, true)|};
        _bytes -= count;
        ExReleaseResourceLite(_paging);
    }

    public void CatchWithoutRegion(Func<long> size)
    {
        try
        {
            _bytes = size();
        }
        catch (InvalidOperationException)
        {
            {|DDI1001:ExAcquireResourceExclusiveLite(_main, true)|};
            _bytes = 0;
            ExReleaseResourceLite(_main);
        }
    }

    public void CatchInsideTheRegion(Func<long> size)
    {
        KeEnterCriticalRegion();
        try
        {
            try
            {
                _bytes = size();
            }
            catch (InvalidOperationException)
            {
                ExAcquireResourceExclusiveLite(_main, true);
                _bytes = 0;
                ExReleaseResourceLite(_main);
            }
        }
        finally
        {
            KeLeaveCriticalRegion();
        }
    }
}
