// A push lock has no owner: whoever asks again waits for himself.
internal sealed class NameCache
{
    private EX_PUSH_LOCK _lock;
    private EX_PUSH_LOCK _other;
    private int _names;

    public void ExclusiveTwice()
    {
        FltAcquirePushLockExclusive(ref _lock);
        {|DDI2006:FltAcquirePushLockExclusive(ref _lock)|};
        _names++;
        FltReleasePushLock(ref _lock);
        FltReleasePushLock(ref _lock);
    }

    public void SharedUnderExclusive()
    {
        FltAcquirePushLockExclusive(ref _lock);
        {|DDI2006:FltAcquirePushLockShared(ref _lock)|};
        _names++;
        FltReleasePushLock(ref _lock);
        FltReleasePushLock(ref _lock);
    }

    public void ExclusiveUnderShared()
    {
        FltAcquirePushLockShared(ref _lock);
        if (_names == 0)
        {
            {|DDI2006:FltAcquirePushLockExclusive(ref _lock)|};
            _names = 1;
            FltReleasePushLock(ref _lock);
        }

        FltReleasePushLock(ref _lock);
    }

    public void ExecutiveFamily()
    {
        KeEnterCriticalRegion();
        ExAcquirePushLockExclusive(ref _lock);
        {|DDI2006:ExAcquirePushLockExclusive(ref _lock)|};
        _names++;
        ExReleasePushLockExclusive(ref _lock);
        ExReleasePushLockExclusive(ref _lock);
        KeLeaveCriticalRegion();
    }

    public void TwoLocks()
    {
        FltAcquirePushLockExclusive(ref _lock);
        FltAcquirePushLockExclusive(ref _other);
        _names++;
        FltReleasePushLock(ref _other);
        FltReleasePushLock(ref _lock);
    }

    public void UpgradeByReacquire()
    {
        FltAcquirePushLockShared(ref _lock);
        bool missing = _names == 0;
        FltReleasePushLock(ref _lock);
        if (missing)
        {
            FltAcquirePushLockExclusive(ref _lock);
            _names = 1;
            FltReleasePushLock(ref _lock);
        }
    }
}
