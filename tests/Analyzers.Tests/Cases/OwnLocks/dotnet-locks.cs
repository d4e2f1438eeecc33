//! option ddi_compliance.tables = ddi, dotnet
// The locks of .NET, through their own table.
internal sealed class Cache
{
    private readonly ReaderWriterLockSlim _rw = new();
    private readonly object _monitor = new();
    private readonly Mutex _mutex = new();
    private readonly SemaphoreSlim _semaphore = new(1);
    private readonly Lock _lock = new();
    private SpinLock _spin;
    private int _size;

    internal int Read()
    {
        _rw.EnterReadLock();
        try
        {
            return _size;
        }
        finally
        {
            _rw.ExitReadLock();
        }
    }

    internal int Leaks(bool empty)
    {
        {|DDI2002:_rw.EnterReadLock()|};
        if (empty)
        {
            return 0;
        }

        int size = _size;
        _rw.ExitReadLock();
        return size;
    }

    internal void WrongPartner()
    {
        _rw.EnterReadLock();
        _size.ToString();
        {|DDI2007:_rw.ExitWriteLock()|};
    }

    internal void Upgrades()
    {
        _rw.EnterUpgradeableReadLock();
        _rw.EnterWriteLock();
        _size++;
        _rw.ExitWriteLock();
        _rw.ExitUpgradeableReadLock();
    }

    internal void UpgradesShared()
    {
        _rw.EnterReadLock();
        {|DDI2005:_rw.EnterWriteLock()|};
        _size++;
        _rw.ExitWriteLock();
        _rw.ExitReadLock();
    }

    internal bool Tries()
    {
        if (!_rw.TryEnterWriteLock(10))
        {
            return false;
        }

        _size++;
        _rw.ExitWriteLock();
        return true;
    }

    internal void LockStatement()
    {
        lock (_monitor)
        {
            _size++;
        }

        lock (_lock)
        {
            _size++;
        }
    }

    internal void MonitorByHand()
    {
        bool taken = false;
        try
        {
            Monitor.Enter(_monitor, ref taken);
            _size++;
        }
        finally
        {
            if (taken)
            {
                Monitor.Exit(_monitor);
            }
        }
    }

    internal void MonitorLeft(bool early)
    {
        {|DDI2002:Monitor.Enter(_monitor)|};
        if (early)
        {
            return;
        }

        Monitor.Exit(_monitor);
    }

    internal void Spins()
    {
        bool taken = false;
        _spin.Enter(ref taken);
        _size++;
        _spin.Exit();
    }

    internal void SpinsTwice()
    {
        bool first = false, second = false;
        _spin.Enter(ref first);
        {|DDI2006:_spin.Enter(ref second)|};
        _spin.Exit();
        _spin.Exit();
    }

    internal void MutexBalanced()
    {
        _mutex.WaitOne();
        _size++;
        _mutex.ReleaseMutex();
    }

    internal void MutexLeft(bool early)
    {
        {|DDI2002:_mutex.WaitOne()|};
        if (early)
        {
            return;
        }

        _mutex.ReleaseMutex();
    }

    internal async Task SemaphoreAcrossAwait()
    {
        await _semaphore.WaitAsync();
        await Task.Yield();
        _semaphore.Release();
    }

    internal void Signals() => _semaphore.Release();

    internal async Task AwaitsUnderTheLock()
    {
        _rw.EnterReadLock();
        {|DDI4004:await Task.Yield()|};
        _rw.ExitReadLock();
    }

    internal void PulsesWithoutIt()
    {
        {|DDI5003:Monitor.Pulse(_monitor)|};
    }

    internal void Pulses()
    {
        lock (_monitor)
        {
            Monitor.PulseAll(_monitor);
        }
    }

    internal void Scoped()
    {
        using (_lock.EnterScope())
        {
            _size++;
        }
    }
}
