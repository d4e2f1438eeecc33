// The properties of a lock that say whether it is held, and time-outs that never end.
//! option ddi_compliance.tables = ddi, dotnet

public sealed class AskedByProperty
{
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly ReaderWriterLockSlim _nested = new(LockRecursionPolicy.SupportsRecursion);
    private readonly object _monitor = new();
    private int _count;

    public void LeavesIfHeld()
    {
        _lock.EnterWriteLock();
        try
        {
            _count++;
        }
        finally
        {
            if (_lock.IsWriteLockHeld)
            {
                _lock.ExitWriteLock();
            }
        }
    }

    public int LeavesWhatIsHeld(bool upgradeable)
    {
        if (upgradeable)
        {
            _lock.EnterUpgradeableReadLock();
        }
        else
        {
            _lock.EnterReadLock();
        }

        try
        {
            return _count;
        }
        finally
        {
            if (_lock.IsUpgradeableReadLockHeld)
            {
                _lock.ExitUpgradeableReadLock();
            }
            else
            {
                _lock.ExitReadLock();
            }
        }
    }

    public int TriesAndLeavesIfHeld()
    {
        try
        {
            return _lock.TryEnterWriteLock(5) ? _count : 0;
        }
        finally
        {
            if (_lock.IsWriteLockHeld)
            {
                _lock.ExitWriteLock();
            }
        }
    }

    public void AsksForTheOtherMode()
    {
        {|DDI2002:_lock.EnterWriteLock()|};
        _count++;
        if (_lock.IsUpgradeableReadLockHeld)
        {
            _lock.ExitUpgradeableReadLock();
        }
    }

    public void Counts()
    {
        _nested.EnterReadLock();
        _count++;
        if (_nested.RecursiveReadCount > 0)
        {
            _nested.ExitReadLock();
        }
    }

    public void WaitsForEver()
    {
        _lock.TryEnterWriteLock(-1);
        _count++;
        _lock.ExitWriteLock();
        _lock.TryEnterReadLock(Timeout.Infinite);
        _count++;
        _lock.ExitReadLock();
        _lock.TryEnterUpgradeableReadLock(Timeout.InfiniteTimeSpan);
        _count++;
        _lock.ExitUpgradeableReadLock();
        Monitor.TryEnter(_monitor, -1);
        _count++;
        Monitor.Exit(_monitor);
    }

    public void WaitsForAWhile()
    {
        {|DDI2008:_lock.TryEnterWriteLock(10)|};
        _count++;
        _lock.ExitWriteLock();
    }
}
