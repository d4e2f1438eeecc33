// The cleanup ladder of a kernel routine, complete and with a missing rung.
internal sealed class MountVolume
{
    private readonly ERESOURCE _global = new();
    private readonly ERESOURCE _vcb = new();
    private EX_PUSH_LOCK _list;
    private int _volumes;

    public int Ladder(int device)
    {
        int status = 0;
        ExEnterCriticalRegionAndAcquireResourceExclusive(_global);
        if (device == 0)
        {
            status = -1;
            goto ReleaseGlobal;
        }

        ExAcquireResourceExclusiveLite(_vcb, true);
        if (_volumes > 16)
        {
            status = -2;
            goto ReleaseVcb;
        }

        ExAcquirePushLockExclusive(ref _list);
        _volumes++;
        ExReleasePushLockExclusive(ref _list);

    ReleaseVcb:
        ExReleaseResourceLite(_vcb);
    ReleaseGlobal:
        ExReleaseResourceAndLeaveCriticalRegion(_global);
        return status;
    }

    public int LadderSkipsARung(int device)
    {
        int status = 0;
        FltAcquireResourceExclusive(_global);
        if (device == 0)
        {
            status = -1;
            goto ReleaseGlobal;
        }

        {|DDI2002:FltAcquireResourceExclusive(_vcb)|};
        if (_volumes > 16)
        {
            status = -2;
            goto ReleaseGlobal;
        }

        _volumes++;
        FltReleaseResource(_vcb);

    ReleaseGlobal:
        FltReleaseResource(_global);
        return status;
    }

    public int OneLabelWithFlags(int device)
    {
        int status = 0;
        bool global = false, vcb = false;
        if (device == 0)
        {
            status = -1;
            goto Exit;
        }

        FltAcquireResourceExclusive(_global);
        global = true;
        if (_volumes > 16)
        {
            status = -2;
            goto Exit;
        }

        FltAcquireResourceExclusive(_vcb);
        vcb = true;
        _volumes++;

    Exit:
        if (vcb)
        {
            FltReleaseResource(_vcb);
        }

        if (global)
        {
            FltReleaseResource(_global);
        }

        return status;
    }

    public int OneLabelWithStatus(int device)
    {
        int status;
        FltAcquireResourceExclusive(_global);
        if (device == 0)
        {
            status = -1;
            goto Exit;
        }

        FltAcquireResourceExclusive(_vcb);
        status = 0;
        _volumes++;

    Exit:
        if (status == 0)
        {
            FltReleaseResource(_vcb);
        }

        FltReleaseResource(_global);
        return status;
    }

    public int OneLabelFlagSetTooLate(int device)
    {
        int status = 0;
        bool held = false;
        {|DDI2002:FltAcquireResourceExclusive(_global)|};
        if (device == 0)
        {
            status = -1;
            goto Exit;
        }

        held = true;
        _volumes++;

    Exit:
        if (held)
        {
            FltReleaseResource(_global);
        }

        return status;
    }

    public int RetryLabel(int device)
    {
    Retry:
        FltAcquireResourceExclusive(_global);
        if (_volumes == device)
        {
            FltReleaseResource(_global);
            Thread.Yield();
            goto Retry;
        }

        _volumes = device;
        FltReleaseResource(_global);
        return 0;
    }
}
