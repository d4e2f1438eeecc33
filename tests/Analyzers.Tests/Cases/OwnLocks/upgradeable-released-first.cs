//! option ddi_compliance.tables = dotnet
// Two holds of one lock: a release ends the one of its own mode, and the other one is what leaks.
public sealed class Table
{
    private readonly ReaderWriterLockSlim _lock = new();

    public int ForgetsToExitWrite(List<int> stale)
    {
        _lock.EnterUpgradeableReadLock();
        try
        {
            {|DDI2002:_lock.EnterWriteLock()|};
            foreach (int one in stale)
            {
                if (one > 10)
                {
                    return one;
                }
            }

            _lock.ExitWriteLock();
            return 0;
        }
        finally
        {
            _lock.ExitUpgradeableReadLock();
        }
    }

    public int ForgetsToExitUpgradeable(bool quickly)
    {
        {|DDI2002:_lock.EnterUpgradeableReadLock()|};
        _lock.EnterWriteLock();
        _lock.ExitWriteLock();
        if (quickly)
        {
            return 1;
        }

        _lock.ExitUpgradeableReadLock();
        return 0;
    }
}
