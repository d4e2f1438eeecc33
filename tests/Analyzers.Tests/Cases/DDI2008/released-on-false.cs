// Looked at, and then released where nothing was acquired.
internal sealed class Vcb
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _second = new();
    private int _count;

    public bool CommonTail()
    {
        KeEnterCriticalRegion();
        bool taken = ExAcquireResourceExclusiveLite(_resource, false);
        if (taken)
        {
            _count++;
        }

        {|DDI2008:ExReleaseResourceLite(_resource)|};
        KeLeaveCriticalRegion();
        return taken;
    }

    public bool ElseBranch()
    {
        KeEnterCriticalRegion();
        if (ExAcquireResourceExclusiveLite(_resource, false))
        {
            _count++;
            ExReleaseResourceLite(_resource);
            KeLeaveCriticalRegion();
            return true;
        }

        {|DDI2008:ExReleaseResourceLite(_resource)|};
        KeLeaveCriticalRegion();
        return false;
    }

    public bool GotoCleanup()
    {
        bool done = false;
        KeEnterCriticalRegion();
        if (!ExAcquireResourceSharedLite(_resource, false))
        {
            goto Exit;
        }

        _count++;
        done = true;

    Exit:
        {|DDI2008:ExReleaseResourceLite(_resource)|};
        KeLeaveCriticalRegion();
        return done;
    }

    public bool GotoTheRightLabel()
    {
        bool done = false;
        KeEnterCriticalRegion();
        if (!ExAcquireResourceSharedLite(_resource, false))
        {
            goto Leave;
        }

        _count++;
        done = true;
        ExReleaseResourceLite(_resource);

    Leave:
        KeLeaveCriticalRegion();
        return done;
    }

    public bool FinallyIsNotTold()
    {
        KeEnterCriticalRegion();
        try
        {
            if (!ExAcquireResourceSharedLite(_resource, false))
            {
                return false;
            }

            _count++;
            return true;
        }
        finally
        {
            {|DDI2008:ExReleaseResourceLite(_resource)|};
            KeLeaveCriticalRegion();
        }
    }

    public bool FinallyIsTold()
    {
        bool taken = false;
        KeEnterCriticalRegion();
        try
        {
            taken = ExAcquireResourceSharedLite(_resource, false);
            if (!taken)
            {
                return false;
            }

            _count++;
            return true;
        }
        finally
        {
            if (taken)
            {
                ExReleaseResourceLite(_resource);
            }

            KeLeaveCriticalRegion();
        }
    }

    public bool TestsTheOtherResult()
    {
        KeEnterCriticalRegion();
        bool first = ExAcquireResourceSharedLite(_resource, false);
        bool second = ExAcquireResourceSharedLite(_second, false);
        if (first)
        {
            {|DDI2008:ExReleaseResourceLite(_second)|};
        }
        else if (second)
        {
            ExReleaseResourceLite(_second);
        }

        if (first)
        {
            ExReleaseResourceLite(_resource);
        }

        KeLeaveCriticalRegion();
        return first && second;
    }
}
