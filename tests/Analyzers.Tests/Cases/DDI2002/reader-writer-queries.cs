//! option ddi_compliance.tables = ddi, dotnet

// What a reader/writer lock says about its caller decides which release is the right one.
public class Cache
{
    private readonly ReaderWriterLockSlim _lock = new();
    private int _count;

    public void Add()
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

    public int Count(bool mayWrite)
    {
        if (mayWrite)
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

    public int TryCount()
    {
        try
        {
            if (!_lock.TryEnterWriteLock(5))
            {
                return 0;
            }

            return _count;
        }
        finally
        {
            if (_lock.IsWriteLockHeld)
            {
                _lock.ExitWriteLock();
            }
        }
    }

    public void Wrong_mode_is_asked_for()
    {
        {|DDI2002:_lock.EnterWriteLock()|};
        _count++;
        if (_lock.IsReadLockHeld)
        {
            _lock.ExitWriteLock();
        }
    }

    public void Through_a_helper()
    {
        _lock.EnterWriteLock();
        _count++;
        Leave();
    }

    public void Not_through_the_helper(bool empty)
    {
        {|DDI2002:_lock.EnterWriteLock()|};
        if (empty)
        {
            return;
        }

        Leave();
    }

    private void Leave()
    {
        if (_lock.IsWriteLockHeld)
        {
            _lock.ExitWriteLock();
        }
    }
}

public class Recursive
{
    private readonly ReaderWriterLockSlim _lock = new(LockRecursionPolicy.SupportsRecursion);
    private int _count;

    public void Count()
    {
        if (_lock.RecursiveReadCount > 0)
        {
            _lock.ExitReadLock();
        }

        _lock.EnterReadLock();
        _count++;
        if (_lock.RecursiveReadCount > 0)
        {
            _lock.ExitReadLock();
        }
    }
}

// The scope remembers neither the mode nor whether it was disposed of; the lock and two fields tell.
public sealed class Scope : IDisposable
{
    private bool _isDisposed;
    private ReaderWriterLockSlim? _lock;

    private Scope(ReaderWriterLockSlim @lock, bool reads)
    {
        _lock = @lock;
        if (reads)
        {
            @lock.EnterReadLock();
        }
        else
        {
            @lock.EnterWriteLock();
        }
    }

    public static Scope Reader(ReaderWriterLockSlim @lock) => new(@lock, true);

    public static Scope Writer(ReaderWriterLockSlim @lock) => new(@lock, false);

    public void Dispose() => End();

    private void End()
    {
        if (!_isDisposed)
        {
            if (_lock != null)
            {
                if (_lock.IsReadLockHeld)
                {
                    _lock.ExitReadLock();
                }
                else if (_lock.IsUpgradeableReadLockHeld)
                {
                    _lock.ExitUpgradeableReadLock();
                }
                else
                {
                    _lock.ExitWriteLock();
                }

                _lock = null;
            }
        }

        _isDisposed = true;
    }
}

public class Index
{
    private readonly ReaderWriterLockSlim _lock = new();
    private int _count;

    public int Read(bool twice)
    {
        using (Scope.Reader(_lock))
        {
            return twice ? 2 * _count : _count;
        }
    }

    public void Write()
    {
        using Scope scope = Scope.Writer(_lock);
        _count++;
    }
}
