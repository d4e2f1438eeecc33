//! option ddi_compliance.tables = ddi, dotnet

// A time-out that never passes cannot fail.
public class Journal
{
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly Mutex _mutex = new();
    private readonly object _gate = new();
    private int _count;

    public void Add()
    {
        _lock.TryEnterWriteLock(-1);
        try
        {
            _count++;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    public int Read()
    {
        _lock.TryEnterReadLock(Timeout.Infinite);
        int count = _count;
        _lock.ExitReadLock();
        return count;
    }

    public void Refresh()
    {
        _lock.TryEnterUpgradeableReadLock(Timeout.InfiniteTimeSpan);
        _count++;
        _lock.ExitUpgradeableReadLock();
    }

    public void Flush()
    {
        _mutex.WaitOne(Timeout.Infinite);
        _count++;
        _mutex.ReleaseMutex();
    }

    public void Close()
    {
        Monitor.TryEnter(_gate, -1);
        _count++;
        Monitor.Exit(_gate);
    }

    public void Add_within(int milliseconds)
    {
        {|DDI2008:_lock.TryEnterWriteLock(milliseconds)|};
        _count++;
        _lock.ExitWriteLock();
    }

    public void Add_soon()
    {
        {|DDI2008:_lock.TryEnterWriteLock(50)|};
        _count++;
        _lock.ExitWriteLock();
    }
}
