// "releases a push lock that was previously acquired by calling FltAcquirePushLockExclusive or FltAcquirePushLockShared."
internal sealed class NameCache
{
    private EX_PUSH_LOCK _lock;
    private EX_PUSH_LOCK _statistics;
    private int _hits;

    public void NeverAcquired()
    {
        {|DDI2001:FltReleasePushLock(ref _lock)|};
    }

    public void AcquiredOnOnePathOnly(bool count)
    {
        if (count)
        {
            FltAcquirePushLockExclusive(ref _statistics);
            _hits++;
        }

        {|DDI2001:FltReleasePushLock(ref _statistics)|};
    }

    public void ReleasedWithTheExecutiveRoutine()
    {
        FltAcquirePushLockExclusive(ref _lock);
        _hits++;
        {|DDI2007:ExReleasePushLockExclusive(ref _lock)|};
    }

    public void AcquiredWithTheExecutiveRoutine()
    {
        KeEnterCriticalRegion();
        ExAcquirePushLockShared(ref _lock);
        _hits++;
        {|DDI2007:FltReleasePushLock(ref _lock)|};
        KeLeaveCriticalRegion();
    }

    public void OneRoutineReleasesBothModes(bool count)
    {
        if (count)
        {
            FltAcquirePushLockExclusive(ref _lock);
            _hits++;
        }
        else
        {
            FltAcquirePushLockShared(ref _lock);
        }

        FltReleasePushLock(ref _lock);
    }

    public void TwoLocks()
    {
        FltAcquirePushLockShared(ref _lock);
        FltAcquirePushLockExclusive(ref _statistics);
        _hits++;
        FltReleasePushLock(ref _statistics);
        FltReleasePushLock(ref _lock);
    }
}
