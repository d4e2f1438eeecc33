//! option ddi_compliance.tables = ddi, dotnet
// Nobody here calls these methods. Their names say that they take locks, and their results, arguments or objects on which ways.
public sealed class Gate
{
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly object _monitor = new();
    private readonly Dictionary<string, ReaderWriterLockSlim> _named = new();
    private ReaderWriterLockSlim? _replaced = new();
    private bool _isReader;
    private int _count;

    public bool TryEnter(bool write, int milliseconds)
        => write ? _lock.TryEnterWriteLock(milliseconds) : _lock.TryEnterReadLock(milliseconds);

    public bool TryAcquire(int kind)
    {
        switch (kind)
        {
            case 0:
                return Monitor.TryEnter(_monitor);
            case 1:
                return _lock.TryEnterReadLock(0);
            default:
                return false;
        }
    }

    public int TryLock() => Monitor.TryEnter(_monitor) ? 1 : 0;

    public void Acquire(bool write)
    {
        if (write)
        {
            _lock.EnterWriteLock();
        }
        else
        {
            _lock.EnterReadLock();
        }
    }

    public bool TryLockBoth(int milliseconds)
    {
        if (!_lock.TryEnterWriteLock(milliseconds))
        {
            return false;
        }

        if (!Monitor.TryEnter(_monitor, milliseconds))
        {
            _lock.ExitWriteLock();
            return false;
        }

        return true;
    }

    // The lock goes with the object.
    public bool TryEnterWriteLock(int milliseconds) => _replaced!.TryEnterWriteLock(milliseconds);

    public void ExitWriteLock() => _replaced!.ExitWriteLock();

    public void Shut()
    {
        _replaced?.Dispose();
        _replaced = null;
    }

    // The lock was looked up, and is again when it is given back.
    public void EnterRead(string name)
    {
        ReaderWriterLockSlim found = _named[name];
        if (!found.TryEnterReadLock(100))
        {
            throw new TimeoutException();
        }
    }

    public void ExitRead(string name)
    {
        if (_named.TryGetValue(name, out ReaderWriterLockSlim? found))
        {
            found.ExitReadLock();
        }
    }

    // The object remembers it.
    public void OpenReader()
    {
        if (!_isReader)
        {
            while (!_lock.TryEnterReadLock(1000))
            {
                _count++;
            }

            _isReader = true;
        }
    }

    public void CloseReader()
    {
        if (_isReader)
        {
            _lock.ExitReadLock();
            _isReader = false;
        }
    }

    // The name says nothing of a lock.
    public void Flush()
    {
        {|DDI2002:Monitor.Enter(_monitor)|};
        _count = 0;
    }

    // Where nothing was added the lock stays held.
    public bool LockAndAdd(int count)
    {
        {|DDI2002:Monitor.Enter(_monitor)|};
        if (count < 0)
        {
            return false;
        }

        _count += count;
        Monitor.Exit(_monitor);
        return true;
    }

    public void LockAndCount(int count)
    {
        {|DDI2002:Monitor.Enter(_monitor)|};
        if (count < 0)
        {
            return;
        }

        _count += count;
        Monitor.Exit(_monitor);
    }
}

// A lock that nobody gives back is not begun, it is forgotten.
public sealed class Table
{
    private readonly ReaderWriterLockSlim _lock = new();
    private int _count;

    public bool TryAdd(int count)
    {
        if (!{|DDI2002:_lock.TryEnterWriteLock(5)|})
        {
            return false;
        }

        _count += count;
        return true;
    }
}
