//! option ddi_compliance.tables = ddi, dotnet
// Two methods whose names undo each other share what the one leaves to the other, and nothing else.
public sealed class Arbiter
{
    private readonly object _lock = new();
    private int _count;

    public int ArbitrateLock(int address)
    {
        {|DDI2002:Monitor.Enter(_lock)|};
        if (address == 1)
        {
            return 4;
        }

        _count++;
        Monitor.Exit(_lock);
        return 0;
    }

    public int ArbitrateUnlock(int address)
    {
        Monitor.Enter(_lock);
        _count--;
        Monitor.Exit(_lock);
        return 0;
    }
}

public sealed class Updates
{
    private readonly object _lock = new();
    private int _count;

    public void BeginUpdate(int step)
    {
        {|DDI2002:Monitor.Enter(_lock)|};
        if (step == 1)
        {
            return;
        }

        _count++;
        Monitor.Exit(_lock);
    }

    public void EndUpdate(int step)
    {
        {|DDI2002:Monitor.Enter(_lock)|};
        if (step == 1)
        {
            return;
        }

        _count--;
        Monitor.Exit(_lock);
    }
}

public sealed class Slots
{
    private readonly object _lock = new();
    private int _count;

    public void AcquireSlot()
    {
        Monitor.Enter(_lock);
        _count++;
        Monitor.Exit(_lock);
        {|DDI2001:Monitor.Exit(_lock)|};
    }

    public void ReleaseSlot()
    {
        Monitor.Enter(_lock);
        _count--;
        Monitor.Exit(_lock);
        {|DDI2001:Monitor.Exit(_lock)|};
    }
}

// The other half is given the same argument, or asks the object.
public sealed class Reservations
{
    private readonly ReaderWriterLockSlim _transaction = new();
    private readonly object _gate = new();
    private bool _isTaken;
    private int _count;

    public void EnterReserved(bool exclusive)
    {
        _transaction.EnterWriteLock();
        try
        {
            _count++;
        }
        finally
        {
            if (!exclusive)
            {
                _transaction.ExitWriteLock();
            }
        }
    }

    public void ExitReserved(bool exclusive)
    {
        if (exclusive)
        {
            _transaction.ExitWriteLock();
        }
    }

    public void TakeGate()
    {
        Monitor.Enter(_gate);
        if (_isTaken)
        {
            Monitor.Exit(_gate);
            return;
        }

        _isTaken = true;
    }

    public void DropGate()
    {
        _isTaken = false;
        Monitor.Exit(_gate);
    }
}

// The same in a driver: the region goes with the lock.
internal sealed class Sections
{
    private readonly ERESOURCE _resource = new();
    private int _count;

    public bool AcquireForSection(bool wait)
    {
        KeEnterCriticalRegion();
        if (!ExAcquireResourceExclusiveLite(_resource, wait))
        {
            KeLeaveCriticalRegion();
            return false;
        }

        return true;
    }

    public void ReleaseForSection()
    {
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }

    public void BeginCount(int step)
    {
        {|DDI2002:FltAcquireResourceExclusive(_resource)|};
        if (step < 0)
        {
            return;
        }

        _count += step;
        FltReleaseResource(_resource);
    }

    public void EndCount(int step)
    {
        FltAcquireResourceExclusive(_resource);
        _count -= step;
        FltReleaseResource(_resource);
    }
}
