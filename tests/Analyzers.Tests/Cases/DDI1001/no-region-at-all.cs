// The region was never entered: the first call that needs it says so, and the leaves at the ends are the same mistake.
public sealed class Volume
{
    private readonly ERESOURCE _resource = new();
    private int _count;
    private bool _dismounted;

    public int Query(bool quick)
    {
        if (quick && _dismounted)
        {
            KeLeaveCriticalRegion();
            return -1;
        }

        {|DDI1001:ExAcquireResourceSharedLite(_resource, true)|};
        int count = _count;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
        return count;
    }

    public int QueryOnce(bool quick)
    {
        int status = 0;
        try
        {
            status = quick ? 1 : {|DDI1001:Common()|};
        }
        finally
        {
            FsRtlExitFileSystem();
        }

        return status;
    }

    private int Common()
    {
        ExAcquireResourceSharedLite(_resource, true);
        int count = _count;
        ExReleaseResourceLite(_resource);
        return count;
    }

    // A helper that gives back lock and region, called once too often, gives back nothing: that is one mistake, too.
    public void Twice()
    {
        Take();
        _count++;
        Give();
        {|DDI2001:Give()|};
    }

    private void Take()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
    }

    private void Give()
    {
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }
}
