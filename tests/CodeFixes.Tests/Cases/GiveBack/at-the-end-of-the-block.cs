// Taken in a branch and forgotten at its end: given back there, not at the end of the method.
internal sealed class TimerWheel
{
    private readonly ERESOURCE _resource = new();
    private int _ticks;

    public void SecondRound(bool twice)
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

    public int Either(bool first)
    {
        if (first)
        {
            FltAcquireResourceShared(_resource);
            _ticks++;
            FltReleaseResource(_resource);
        }
        else
        {
            {|DDI2002:FltAcquireResourceExclusive(_resource)|};
            _ticks = 0; // from the start
        }

        return _ticks;
    }
}
