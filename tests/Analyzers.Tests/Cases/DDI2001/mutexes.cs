// Fast and guarded mutexes obey the same balance.
internal sealed class Counters
{
    private readonly FAST_MUTEX _fast = new();
    private readonly KGUARDED_MUTEX _guarded = new();
    private int _count;

    public bool ReleasesAfterFailedTry()
    {
        bool taken = ExTryToAcquireFastMutex(_fast);
        if (taken)
        {
            _count++;
        }

        {|DDI2008:ExReleaseFastMutex(_fast)|};
        return taken;
    }

    public bool ReleasesAfterSuccessfulTry()
    {
        bool taken = ExTryToAcquireFastMutex(_fast);
        if (taken)
        {
            _count++;
            ExReleaseFastMutex(_fast);
        }

        return taken;
    }

    public void GuardedTwice(bool early)
    {
        KeAcquireGuardedMutex(_guarded);
        if (early)
        {
            KeReleaseGuardedMutex(_guarded);
        }

        _count++;
        {|DDI2001:KeReleaseGuardedMutex(_guarded)|};
    }

    public void GuardedOnce(bool early)
    {
        KeAcquireGuardedMutex(_guarded);
        if (early)
        {
            KeReleaseGuardedMutex(_guarded);
            return;
        }

        _count++;
        KeReleaseGuardedMutex(_guarded);
    }
}
