// Work handed to a visible wrapper that holds the lock around it.
internal sealed class Registry
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _plain = new();
    private EX_PUSH_LOCK _names;
    private int _keys;

    public void ThroughWithLock()
    {
        WithLock(() => _keys++);
    }

    public int ThroughGeneric(int add)
    {
        return Locked(add, static (registry, amount) => registry._keys += amount);
    }

    public void PlainAcquireInsideIsInARegion()
    {
        WithLock(() =>
        {
            ExAcquireResourceSharedLite(_plain, true);
            _keys++;
            ExReleaseResourceLite(_plain);
        });
    }

    public void MethodGroup()
    {
        WithLock(CountOne);
    }

    public void NestedWrappers()
    {
        WithLock(() => WithNames(() => _keys++));
    }

    public void SharedInsideExclusive()
    {
        WithLock(() =>
        {
            FltAcquireResourceShared(_resource);
            _keys++;
            FltReleaseResource(_resource);
        });
    }

    private void WithLock(Action action)
    {
        FltAcquireResourceExclusive(_resource);
        try
        {
            action();
        }
        finally
        {
            FltReleaseResource(_resource);
        }
    }

    private void WithNames(Action action)
    {
        FltAcquirePushLockExclusive(ref _names);
        try
        {
            action();
        }
        finally
        {
            FltReleasePushLock(ref _names);
        }
    }

    private TResult Locked<TArgument, TResult>(TArgument argument, Func<Registry, TArgument, TResult> work)
    {
        FltAcquireResourceExclusive(_resource);
        try
        {
            return work(this, argument);
        }
        finally
        {
            FltReleaseResource(_resource);
        }
    }

    private void CountOne()
    {
        ExAcquireResourceSharedLite(_plain, true);
        _keys++;
        ExReleaseResourceLite(_plain);
    }
}
