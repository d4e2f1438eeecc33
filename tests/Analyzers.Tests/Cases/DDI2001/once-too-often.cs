// A release too many also stands outside the region, or after the delete: the release is the mistake.
internal sealed class OnceTooOften
{
    private readonly ERESOURCE _r = new();
    private int _n;

    public bool AfterTheRegion()
    {
        FsRtlEnterFileSystem();
        bool taken = ExAcquireResourceSharedLite(_r, true);
        _n++;
        ExReleaseResourceLite(_r);
        FsRtlExitFileSystem();
        if (taken)
        {
            {|DDI2001:ExReleaseResourceLite(_r)|};
        }

        return taken;
    }

    public void InsideTheRegionOnly()
    {
        FsRtlEnterFileSystem();
        ExAcquireResourceSharedLite(_r, true);
        _n++;
        {|DDI1006:FsRtlExitFileSystem()|};
        ExReleaseResourceLite(_r);
    }

    public void AfterTheDelete()
    {
        FltAcquireResourceExclusive(_r);
        FltReleaseResource(_r);
        ExDeleteResourceLite(_r);
        {|DDI3005:FltReleaseResource(_r)|};
    }
}
