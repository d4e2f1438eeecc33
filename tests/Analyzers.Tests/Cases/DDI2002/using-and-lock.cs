// C# statements around the routines: using, lock, checked, fixed.
internal sealed class Journal
{
    private readonly ERESOURCE _resource = new();
    private readonly Lock _gate = new();
    private readonly object _monitor = new();
    private readonly object _inner = new();
    private long _sequence;

    public long InsideLock()
    {
        lock (_monitor)
        {
            FltAcquireResourceExclusive(_resource);
            long sequence = ++_sequence;
            FltReleaseResource(_resource);
            return sequence;
        }
    }

    public long InsideNewLock(bool dry)
    {
        lock (_gate)
        {
            {|DDI2002:FltAcquireResourceExclusive(_resource)|};
            if (dry)
            {
                return _sequence;
            }

            _sequence++;
            FltReleaseResource(_resource);
        }

        return 0;
    }

    public long InsideUsing(Func<IDisposable> open)
    {
        using IDisposable file = open();
        FltAcquireResourceExclusive(_resource);
        long sequence = ++_sequence;
        FltReleaseResource(_resource);
        return sequence;
    }

    public unsafe long InsideFixed(byte[] bytes)
    {
        FltAcquireResourceShared(_resource);
        fixed (byte* first = bytes)
        {
            if (first == null)
            {
                FltReleaseResource(_resource);
                return 0;
            }

            _sequence += *first;
        }

        FltReleaseResource(_resource);
        return _sequence;
    }

    public long LockInsideTheResource()
    {
        FltAcquireResourceShared(_resource);
        try
        {
            lock (_inner)
            {
                return ++_sequence;
            }
        }
        finally
        {
            FltReleaseResource(_resource);
        }
    }
}
