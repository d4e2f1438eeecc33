// Guarded regions that a path forgets, and those that only look forgotten.
internal sealed class TimerWheel
{
    private readonly ERESOURCE _resource = new();
    private readonly KGUARDED_MUTEX _mutex = new();
    private int _ticks;

    public bool EarlyReturn(int due)
    {
        {|DDI1005:KeEnterGuardedRegion()|};
        if (due > _ticks)
        {
            return false;
        }

        _ticks++;
        KeLeaveGuardedRegion();
        return true;
    }

    public void CriticalLeaveForGuardedEnter()
    {
        {|DDI1005:KeEnterGuardedRegion()|};
        _ticks++;
        {|DDI1002:KeLeaveCriticalRegion()|};
    }

    public void SecondRoundForgotten(bool twice)
    {
        KeEnterGuardedRegion();
        _ticks++;
        KeLeaveGuardedRegion();
        if (twice)
        {
            {|DDI1005:KeEnterGuardedRegion()|};
            _ticks++;
        }
    }

    public void BothOfTwo(bool twice)
    {
        KeEnterGuardedRegion();
        if (twice)
        {
            KeEnterGuardedRegion();
        }

        _ticks++;
        if (twice)
        {
            KeLeaveGuardedRegion();
        }

        KeLeaveGuardedRegion();
    }

    public bool TryMutexEntersOnSuccessOnly()
    {
        if (!KeTryToAcquireGuardedMutex(_mutex))
        {
            return false;
        }

        _ticks++;
        KeReleaseGuardedMutex(_mutex);
        return true;
    }

    public int Finally(int due)
    {
        KeEnterGuardedRegion();
        try
        {
            if (due > _ticks)
            {
                return -1;
            }

            ExAcquireResourceExclusiveLite(_resource, true);
            int now = ++_ticks;
            ExReleaseResourceLite(_resource);
            return now;
        }
        finally
        {
            KeLeaveGuardedRegion();
        }
    }
}
