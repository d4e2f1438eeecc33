// A shared holder that asks for exclusive access with a flag: it waits for itself when the flag is set and fails when it is not.
public sealed class Upgrade
{
    private readonly ERESOURCE _resource = new();
    private long _valid;

    public bool Extend(long end, bool wait)
    {
        bool held = false;
        FsRtlEnterFileSystem();
        try
        {
            ExAcquireResourceSharedLite(_resource, true);
            held = true;
            if (end > _valid)
            {
                held = false;
                if (!{|DDI2005:ExAcquireResourceExclusiveLite(_resource, wait)|})
                {
                    return false;
                }

                held = true;
                _valid = end;
            }

            return true;
        }
        finally
        {
            if (held)
            {
                ExReleaseResourceLite(_resource);
            }

            FsRtlExitFileSystem();
        }
    }

    public bool ExtendByHelper(long end, bool wait)
    {
        FsRtlEnterFileSystem();
        ExAcquireResourceSharedLite(_resource, true);
        if (end > _valid)
        {
            if (!{|DDI2005:Take(wait)|})
            {
                FsRtlExitFileSystem();
                return false;
            }

            _valid = end;
        }

        ExReleaseResourceLite(_resource);
        FsRtlExitFileSystem();
        return true;
    }

    private bool Take(bool wait) => ExAcquireResourceExclusiveLite(_resource, wait);

    public bool ExtendInOrder(long end, bool wait)
    {
        FsRtlEnterFileSystem();
        ExAcquireResourceSharedLite(_resource, true);
        if (end > _valid)
        {
            ExReleaseResourceLite(_resource);
            if (!Take(wait))
            {
                FsRtlExitFileSystem();
                return false;
            }

            _valid = end;
        }

        ExReleaseResourceLite(_resource);
        FsRtlExitFileSystem();
        return true;
    }
}
