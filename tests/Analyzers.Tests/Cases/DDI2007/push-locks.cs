// Mode matters to the executive releases, family to all of them.
internal sealed class Cache
{
    private EX_PUSH_LOCK _lock;
    private int _entries;

    public void SharedReleasedExclusive()
    {
        KeEnterCriticalRegion();
        ExAcquirePushLockShared(ref _lock);
        _entries++;
        {|DDI2007:ExReleasePushLockExclusive(ref _lock)|};
        KeLeaveCriticalRegion();
    }

    public void ExclusiveReleasedShared()
    {
        KeEnterCriticalRegion();
        ExAcquirePushLockExclusive(ref _lock);
        _entries++;
        {|DDI2007:ExReleasePushLockShared(ref _lock)|};
        KeLeaveCriticalRegion();
    }

    public void ModeByPath(bool write)
    {
        KeEnterCriticalRegion();
        if (write)
        {
            ExAcquirePushLockExclusive(ref _lock);
        }
        else
        {
            ExAcquirePushLockShared(ref _lock);
        }

        _entries++;
        if (write)
        {
            ExReleasePushLockExclusive(ref _lock);
        }
        else
        {
            ExReleasePushLockShared(ref _lock);
        }

        KeLeaveCriticalRegion();
    }

    public void ModeByPathForgotten(bool write)
    {
        KeEnterCriticalRegion();
        if (write)
        {
            ExAcquirePushLockExclusive(ref _lock);
        }
        else
        {
            ExAcquirePushLockShared(ref _lock);
        }

        _entries++;
        {|DDI2007:ExReleasePushLockShared(ref _lock)|};
        KeLeaveCriticalRegion();
    }

    public void FltReleasesEitherMode(bool write)
    {
        if (write)
        {
            FltAcquirePushLockExclusive(ref _lock);
        }
        else
        {
            FltAcquirePushLockShared(ref _lock);
        }

        _entries++;
        FltReleasePushLock(ref _lock);
    }

    public void FltReleasedByTheExecutive()
    {
        FltAcquirePushLockShared(ref _lock);
        _entries++;
        {|DDI2007:ExReleasePushLockShared(ref _lock)|};
        KeLeaveCriticalRegion();
    }

    public void ExecutiveReleasedByFlt()
    {
        KeEnterCriticalRegion();
        ExAcquirePushLockExclusive(ref _lock);
        _entries++;
        {|DDI2007:FltReleasePushLock(ref _lock)|};
    }
}
