// The region is entered on some paths only; the acquire is shared by all.
internal sealed class Vcb
{
    private readonly ERESOURCE _resource = new();
    private int _flags;
    private bool _closing;

    public void EntersWhenOpen()
    {
        bool entered = false;
        if (!_closing)
        {
            KeEnterCriticalRegion();
            entered = true;
        }

        {|DDI1001:ExAcquireResourceExclusiveLite(_resource, true)|};
        _flags |= 1;
        ExReleaseResourceLite(_resource);
        if (entered)
        {
            KeLeaveCriticalRegion();
        }
    }

    public void EntersWhenOpenAcquiresWhenOpen()
    {
        bool entered = false;
        if (!_closing)
        {
            KeEnterCriticalRegion();
            entered = true;
        }

        if (entered)
        {
            ExAcquireResourceExclusiveLite(_resource, true);
            _flags |= 1;
            ExReleaseResourceLite(_resource);
        }

        if (entered)
        {
            KeLeaveCriticalRegion();
        }
    }

    public void SwitchForgetsOneArm(int level)
    {
        switch (level)
        {
            case 0:
                KeEnterCriticalRegion();
                ExAcquireResourceSharedLite(_resource, true);
                _flags = 0;
                ExReleaseResourceLite(_resource);
                KeLeaveCriticalRegion();
                break;
            case 1:
                {|DDI1001:ExAcquireResourceSharedLite(_resource, true)|};
                _flags = 1;
                ExReleaseResourceLite(_resource);
                break;
            default:
                FltAcquireResourceShared(_resource);
                _flags = 2;
                FltReleaseResource(_resource);
                break;
        }
    }

    public void EitherMechanism(bool guarded)
    {
        if (guarded)
        {
            KeEnterGuardedRegion();
        }
        else
        {
            KeEnterCriticalRegion();
        }

        ExAcquireResourceExclusiveLite(_resource, true);
        _flags |= 2;
        ExReleaseResourceLite(_resource);

        if (guarded)
        {
            KeLeaveGuardedRegion();
        }
        else
        {
            KeLeaveCriticalRegion();
        }
    }

    public void LoopLeavesInside(int rounds)
    {
        KeEnterCriticalRegion();
        for (int i = 0; i < rounds; i++)
        {
            ExAcquireResourceExclusiveLite(_resource, true);
            _flags = i;
            ExReleaseResourceLite(_resource);
        }

        KeLeaveCriticalRegion();
    }

    public void LoopReentersForEachRound(int rounds)
    {
        KeEnterCriticalRegion();
        for (int i = 0; i < rounds; i++)
        {
            ExAcquireResourceExclusiveLite(_resource, true);
            _flags = i;
            ExReleaseResourceLite(_resource);
            KeLeaveCriticalRegion();
            KeEnterCriticalRegion();
        }

        KeLeaveCriticalRegion();
    }
}
