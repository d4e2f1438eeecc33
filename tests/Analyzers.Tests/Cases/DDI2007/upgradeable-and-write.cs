//! option ddi_compliance.tables = ddi, dotnet

// The inner lock is left by the exit of the outer one.
public class Table
{
    private readonly ReaderWriterLockSlim _lock = new();
    private int _count;

    public void Wrong_exit()
    {
        _lock.EnterUpgradeableReadLock();
        try
        {
            _lock.EnterWriteLock();
            try
            {
                _count++;
            }
            finally
            {
                _lock.ExitUpgradeableReadLock();
            }
        }
        finally
        {
            {|DDI2007:_lock.ExitUpgradeableReadLock()|};
        }
    }

    public void Right_exits()
    {
        _lock.EnterUpgradeableReadLock();
        try
        {
            _lock.EnterWriteLock();
            try
            {
                _count++;
            }
            finally
            {
                _lock.ExitWriteLock();
            }
        }
        finally
        {
            _lock.ExitUpgradeableReadLock();
        }
    }
}
