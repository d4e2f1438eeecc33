// The method that tries says whether it acquired.
internal sealed class C
{
    private readonly ERESOURCE _r = new();
    private int _n;

    private bool Take(bool wait) => ExAcquireResourceSharedLite(_r, wait);

    public int ReadDirectly(bool wait)
    {
        FsRtlEnterFileSystem();
        int n = default;
        if (Take(wait))
        {
            n = _n;
            ExReleaseResourceLite(_r);
        }

        FsRtlExitFileSystem();
        return n;
    }

    public void ReadCommon(bool wait)
    {
        bool acquired = false;
        FsRtlEnterFileSystem();
        try
        {
            acquired = Take(wait);
            _n++;
        }
        finally
        {
            if (acquired)
            {
                ExReleaseResourceLite(_r);
            }
            FsRtlExitFileSystem();
        }
    }
}
