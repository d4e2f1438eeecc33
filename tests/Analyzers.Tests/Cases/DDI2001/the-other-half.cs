//! option ddi_compliance.tables = ddi, dotnet
// A method that nobody here calls and that does nothing but give back what others took for it.
public sealed class Readers
{
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly object _gate = new();
    private int _count;

    public bool TryAddReader() => _lock.TryEnterReadLock(0);

    public void RemoveReader() => _lock.ExitReadLock();

    public void Count()
    {
        lock (_gate)
        {
            _count++;
        }
    }

    // Whoever takes this lock here gives it back himself.
    public void Uncount()
    {
        _count--;
        {|DDI2001:Monitor.Exit(_gate)|};
    }

    public void RemoveTwice()
    {
        _lock.ExitReadLock();
        {|DDI2001:_lock.ExitReadLock()|};
    }

    public void Swapped()
    {
        {|DDI2002:Monitor.Enter(_gate)|};
        _count = 0;
        {|DDI2001:_lock.ExitReadLock()|};
    }
}

// A mutex is owned by whoever made it, or by a process that went.
public sealed class Instance
{
    private Mutex? _mutex;

    public void Use(Mutex mutex) => _mutex = mutex;

    public void OnExit()
    {
        if (_mutex is not null)
        {
            _mutex.ReleaseMutex();
            _mutex.Dispose();
        }
    }

    public static void Close(Mutex? mutex)
    {
        if (mutex != null)
        {
            mutex.ReleaseMutex();
        }
    }

    public static void CloseTwice(Mutex mutex)
    {
        mutex.ReleaseMutex();
        {|DDI2001:mutex.ReleaseMutex()|};
    }
}

// A driver's routine says by its name whose lock it gives back.
public sealed class Volume
{
    private readonly ERESOURCE _resource = new();
    private int _count;

    public void Purge()
    {
        _count = 0;
        {|DDI2001:FltReleaseResource(_resource)|};
    }
}
