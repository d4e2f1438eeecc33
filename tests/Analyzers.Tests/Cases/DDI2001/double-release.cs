// The second release of one hold.
internal sealed class Fcb
{
    private readonly ERESOURCE _main = new();
    private readonly ERESOURCE _paging = new();
    private EX_PUSH_LOCK _ranges;
    private int _state;

    public void BranchAndTail(bool dirty)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_main, true);
        if (dirty)
        {
            _state = 1;
            ExReleaseResourceLite(_main);
        }

        {|DDI2001:ExReleaseResourceLite(_main)|};
        KeLeaveCriticalRegion();
    }

    public void BranchReacquires(bool dirty)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_main, true);
        if (dirty)
        {
            ExReleaseResourceLite(_main);
            Thread.Yield();
            ExAcquireResourceExclusiveLite(_main, true);
            _state = 1;
        }

        ExReleaseResourceLite(_main);
        KeLeaveCriticalRegion();
    }

    public void TryAndFinally(int state)
    {
        FltAcquireResourceExclusive(_main);
        try
        {
            _state = state;
            FltReleaseResource(_main);
        }
        finally
        {
            {|DDI2001:FltReleaseResource(_main)|};
        }
    }

    public void TryAndFinallyWithFlag(int state)
    {
        FltAcquireResourceExclusive(_main);
        bool held = true;
        try
        {
            _state = state;
            if (state == 0)
            {
                FltReleaseResource(_main);
                held = false;
            }
        }
        finally
        {
            if (held)
            {
                FltReleaseResource(_main);
            }
        }
    }

    public void ConvertedIsOneHold()
    {
        FltAcquireResourceExclusive(_main);
        _state++;
        ExConvertExclusiveToSharedLite(_main);
        FltReleaseResource(_main);
        {|DDI2001:FltReleaseResource(_main)|};
    }

    public void PushLockTwice(bool clean)
    {
        FltAcquirePushLockShared(ref _ranges);
        int state = _state;
        if (clean)
        {
            FltReleasePushLock(ref _ranges);
        }

        if (clean || state > 0)
        {
            {|DDI2001:FltReleasePushLock(ref _ranges)|};
        }
        else
        {
            FltReleasePushLock(ref _ranges);
        }
    }

    public void TwoLocksCrossed()
    {
        FltAcquireResourceExclusive(_main);
        FltAcquireResourceExclusive(_paging);
        _state++;
        FltReleaseResource(_main);
        FltReleaseResource(_paging);
    }
}
