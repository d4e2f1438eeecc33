// A try by the one who holds the mutex fails, and does not wait: nothing is acquired twice.
internal sealed class Queue
{
    private readonly KGUARDED_MUTEX _guarded = new();
    private readonly FAST_MUTEX _fast = new();
    private int _count;

    public void Guarded()
    {
        KeAcquireGuardedMutex(_guarded);
        if (!KeTryToAcquireGuardedMutex(_guarded))
        {
            _count++;
        }

        KeReleaseGuardedMutex(_guarded);
    }

    public void Fast()
    {
        ExAcquireFastMutex(_fast);
        if (ExTryToAcquireFastMutex(_fast))
        {
            _count++;
            ExReleaseFastMutex(_fast);
        }

        ExReleaseFastMutex(_fast);
    }

    public void Waits()
    {
        if (ExTryToAcquireFastMutex(_fast))
        {
            {|DDI2006:ExAcquireFastMutex(_fast)|};
            ExReleaseFastMutex(_fast);
        }
    }

    public bool TriesAgain()
    {
        bool isHeld = {|DDI2002:KeTryToAcquireGuardedMutex(_guarded)|};
        isHeld = KeTryToAcquireGuardedMutex(_guarded);
        if (isHeld)
        {
            KeReleaseGuardedMutex(_guarded);
        }

        return isHeld;
    }
}
