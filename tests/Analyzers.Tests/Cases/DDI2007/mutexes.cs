// Safe and unsafe forms of one mutex must not be mixed.
internal sealed class Pool
{
    private readonly FAST_MUTEX _fast = new();
    private readonly KGUARDED_MUTEX _guarded = new();
    private int _blocks;

    public void FastReleasedUnsafe()
    {
        ExAcquireFastMutex(_fast);
        _blocks++;
        {|DDI2007:ExReleaseFastMutexUnsafe(_fast)|};
    }

    public void UnsafeReleasedFast()
    {
        KeEnterCriticalRegion();
        ExAcquireFastMutexUnsafe(_fast);
        _blocks++;
        {|DDI2007:ExReleaseFastMutex(_fast)|};
        KeLeaveCriticalRegion();
    }

    public void UnsafePair()
    {
        KeEnterCriticalRegion();
        ExAcquireFastMutexUnsafe(_fast);
        _blocks++;
        ExReleaseFastMutexUnsafe(_fast);
        KeLeaveCriticalRegion();
    }

    public void UnsafePairAtApcLevel()
    {
        KeRaiseIrql(APC_LEVEL, out byte old);
        ExAcquireFastMutexUnsafe(_fast);
        _blocks++;
        ExReleaseFastMutexUnsafe(_fast);
        KeLowerIrql(old);
    }

    public void GuardedReleasedUnsafe()
    {
        KeEnterGuardedRegion();
        KeAcquireGuardedMutex(_guarded);
        _blocks++;
        {|DDI2007:KeReleaseGuardedMutexUnsafe(_guarded)|};
        KeLeaveGuardedRegion();
    }

    public void GuardedUnsafePair()
    {
        KeEnterGuardedRegion();
        KeAcquireGuardedMutexUnsafe(_guarded);
        _blocks++;
        KeReleaseGuardedMutexUnsafe(_guarded);
        KeLeaveGuardedRegion();
    }

    public void TriedAndSafe()
    {
        if (KeTryToAcquireGuardedMutex(_guarded))
        {
            _blocks++;
            KeReleaseGuardedMutex(_guarded);
        }
    }
}
