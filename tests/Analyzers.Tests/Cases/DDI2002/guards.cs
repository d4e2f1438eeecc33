// Guard types: acquire in the constructor, release in Dispose.
internal sealed class ClassGuard : IDisposable
{
    private readonly ERESOURCE _resource;

    public ClassGuard(ERESOURCE resource)
    {
        _resource = resource;
        FltAcquireResourceExclusive(resource);
    }

    public void Dispose() => FltReleaseResource(_resource);
}

internal readonly struct StructGuard : IDisposable
{
    private readonly ERESOURCE _resource;

    public StructGuard(ERESOURCE resource)
    {
        _resource = resource;
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(resource, true);
    }

    public void Dispose()
    {
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }
}

internal ref struct RefGuard
{
    private ref EX_PUSH_LOCK _lock;

    public RefGuard(ref EX_PUSH_LOCK pushLock)
    {
        _lock = ref pushLock;
        FltAcquirePushLockExclusive(ref pushLock);
    }

    public void Dispose() => FltReleasePushLock(ref _lock);
}

internal sealed class OnceGuard : IDisposable
{
    private ERESOURCE _resource;

    public OnceGuard(ERESOURCE resource)
    {
        FltAcquireResourceShared(resource);
        _resource = resource;
    }

    public void Dispose()
    {
        ERESOURCE resource = _resource;
        if (resource is not null)
        {
            _resource = null;
            FltReleaseResource(resource);
        }
    }
}

internal sealed class Guarded
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _plain = new();
    private EX_PUSH_LOCK _pushLock;
    private int _value;

    public int UsingDeclaration(bool early)
    {
        using var guard = new ClassGuard(_resource);
        return early ? -1 : ++_value;
    }

    public int UsingStatement()
    {
        using (new StructGuard(_resource))
        {
            ExAcquireResourceExclusiveLite(_plain, true);
            _value++;
            ExReleaseResourceLite(_plain);
        }

        return _value;
    }

    public int UsingRefStruct(Func<int> next)
    {
        using var guard = new RefGuard(ref _pushLock);
        return _value += next();
    }

    public int DisposedByHand()
    {
        var guard = new ClassGuard(_resource);
        int value = ++_value;
        guard.Dispose();
        return value;
    }

    public int NotDisposed(bool early)
    {
        var guard = {|DDI2002:new ClassGuard(_resource)|};
        if (early)
        {
            return -1;
        }

        int value = ++_value;
        guard.Dispose();
        return value;
    }

    public int DisposedTwice()
    {
        using var guard = new OnceGuard(_resource);
        int value = ++_value;
        guard.Dispose();
        return value;
    }

    public int TwoGuards()
    {
        using var resource = new ClassGuard(_resource);
        using var pushLock = new RefGuard(ref _pushLock);
        return ++_value;
    }

    public void PlainAfterTheGuard()
    {
        using (new StructGuard(_resource))
        {
            _value++;
        }

        {|DDI1001:ExAcquireResourceExclusiveLite(_plain, true)|};
        _value++;
        ExReleaseResourceLite(_plain);
    }
}
