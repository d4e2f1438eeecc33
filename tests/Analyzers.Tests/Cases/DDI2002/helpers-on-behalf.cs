// Helpers that work on a lock their caller holds: drop and re-acquire, convert, release for it.
internal sealed class Cache
{
    private readonly ERESOURCE _resource = new();
    private int _entries;

    public void DropsAroundSlowWork(Action slow)
    {
        FltAcquireResourceExclusive(_resource);
        _entries++;
        RunUnlocked(slow);
        _entries--;
        FltReleaseResource(_resource);
    }

    public void DropsWithoutHolding(Action slow)
    {
        _entries++;
        {|DDI2001:RunUnlocked(slow)|};
        FltReleaseResource(_resource);
    }

    public int Downgrades()
    {
        FltAcquireResourceExclusive(_resource);
        _entries++;
        int entries = Downgrade();
        FltReleaseResource(_resource);
        return entries;
    }

    public int DowngradesAShared()
    {
        FltAcquireResourceShared(_resource);
        int entries = {|DDI3003:Downgrade()|};
        FltReleaseResource(_resource);
        return entries;
    }

    public int CompletesForCaller(bool fail)
    {
        FltAcquireResourceShared(_resource);
        if (fail)
        {
            return CompleteAndRelease(-1);
        }

        _entries++;
        return CompleteAndRelease(0);
    }

    public int CompletesTwice(bool fail)
    {
        FltAcquireResourceShared(_resource);
        int status = CompleteAndRelease(fail ? -1 : 0);
        if (status < 0)
        {
            {|DDI2001:CompleteAndRelease(status)|};
        }

        return status;
    }

    private void RunUnlocked(Action slow)
    {
        FltReleaseResource(_resource);
        try
        {
            slow();
        }
        finally
        {
            FltAcquireResourceExclusive(_resource);
        }
    }

    private int Downgrade()
    {
        ExConvertExclusiveToSharedLite(_resource);
        return _entries;
    }

    private int CompleteAndRelease(int status)
    {
        FltReleaseResource(_resource);
        return status;
    }
}
