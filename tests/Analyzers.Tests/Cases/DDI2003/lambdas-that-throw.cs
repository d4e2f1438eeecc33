// What a wrapper is given throws: the wrapper keeps the lock unless it gives it back in a finally.
internal sealed class Vcb
{
    private readonly ERESOURCE _resource = new();
    private int _opens;

    public void Straight(int limit)
    {
        WithLock(() =>
        {
            if (_opens >= limit)
            {
                throw new InvalidOperationException();
            }

            _opens++;
        });
    }

    public void Safe(int limit)
    {
        WithLockSafely(() =>
        {
            if (_opens >= limit)
            {
                throw new InvalidOperationException();
            }

            _opens++;
        });
    }

    public void InALocal(int limit)
    {
        Action check = () =>
        {
            if (_opens >= limit)
            {
                throw new InvalidOperationException();
            }
        };
        {|DDI2003:FltAcquireResourceExclusive(_resource)|};
        check();
        _opens++;
        FltReleaseResource(_resource);
    }

    public void ByALocalFunction(int limit)
    {
        {|DDI2003:FltAcquireResourceExclusive(_resource)|};
        Check();
        FltReleaseResource(_resource);

        void Check()
        {
            if (_opens >= limit)
            {
                throw new InvalidOperationException();
            }
        }
    }

    private void WithLock(Action work)
    {
        {|DDI2003:FltAcquireResourceExclusive(_resource)|};
        work();
        FltReleaseResource(_resource);
    }

    private void WithLockSafely(Action work)
    {
        FltAcquireResourceExclusive(_resource);
        try
        {
            work();
        }
        finally
        {
            FltReleaseResource(_resource);
        }
    }
}
