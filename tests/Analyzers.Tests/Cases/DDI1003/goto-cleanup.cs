// The exit label leaves; some jump misses it.
internal sealed class FsControl
{
    private readonly ERESOURCE _vcb = new();
    private int _state;

    public int JumpsToTheRightLabel(int code)
    {
        int status = 0;
        KeEnterCriticalRegion();
        if (code == 0)
        {
            status = -1;
            goto Leave;
        }

        ExAcquireResourceExclusiveLite(_vcb, true);
        if (_state == code)
        {
            status = -2;
            goto Release;
        }

        _state = code;

    Release:
        ExReleaseResourceLite(_vcb);
    Leave:
        KeLeaveCriticalRegion();
        return status;
    }

    public int JumpsToTheWrongLabel(int code)
    {
        int status = 0;
        {|DDI1003:KeEnterCriticalRegion()|};
        if (code == 0)
        {
            status = -1;
            goto Exit;
        }

        ExAcquireResourceExclusiveLite(_vcb, true);
        _state = code;
        ExReleaseResourceLite(_vcb);
        KeLeaveCriticalRegion();

    Exit:
        return status;
    }

    public int JumpsBackward(int code)
    {
        int tries = 0;

    Again:
        {|DDI1003:KeEnterCriticalRegion()|};
        ExAcquireResourceSharedLite(_vcb, true);
        int state = _state;
        ExReleaseResourceLite(_vcb);
        if (state == code && tries++ < 3)
        {
            goto Again;
        }

        KeLeaveCriticalRegion();
        return tries;
    }

    public int JumpsBackwardBalanced(int code)
    {
        int tries = 0;

    Again:
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_vcb, true);
        int state = _state;
        ExReleaseResourceLite(_vcb);
        KeLeaveCriticalRegion();
        if (state == code && tries++ < 3)
        {
            goto Again;
        }

        return tries;
    }

    public int StatusDecidesTheLabel(int code)
    {
        int status = code < 0 ? -1 : 0;
        if (status < 0)
        {
            goto Exit;
        }

        KeEnterCriticalRegion();
        _state = code;

    Exit:
        if (status >= 0)
        {
            KeLeaveCriticalRegion();
        }

        return status;
    }
}
