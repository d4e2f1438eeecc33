// A body in one line and a member that is one expression get lines of their own.
internal sealed class Counter
{
    private readonly ERESOURCE _resource = new();
    [GuardedBy(nameof(_resource))] private int _count;

    public int Twice
    {
        get
        {
            FltAcquireResourceShared(_resource);
            try
            {
                return _count + _count;
            }
            finally
            {
                FltReleaseResource(_resource);
            }
        }
    }

    public int Value
    {
        get
        {
            FltAcquireResourceShared(_resource);
            try
            {
                return _count;
            }
            finally
            {
                FltReleaseResource(_resource);
            }
        }
        set
        {
            FltAcquireResourceExclusive(_resource);
            _count = value;
            FltReleaseResource(_resource);
        }
    }

    public int Read()
    {
        FltAcquireResourceShared(_resource);
        try
        {
            return _count;
        }
        finally
        {
            FltReleaseResource(_resource);
        }
    }

    public int Shared()
    {
        FltAcquireResourceShared(_resource);
        int count = _count;
        FltReleaseResource(_resource);
        return count;
    }
}
