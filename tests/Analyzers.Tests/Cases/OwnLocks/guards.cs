internal sealed class Cache
{
    private readonly ERESOURCE _resource = new();
    private EX_PUSH_LOCK _pushLock;
    private int _size;

    internal void ByBlock()
    {
        using (_resource.AcquireExclusive())
        {
            _size++;
        }
    }

    internal void ByDeclaration()
    {
        using ResourceGuard guard = _resource.AcquireShared();
        _size++;
    }

    internal void PushLock()
    {
        using (_pushLock.AcquireShared())
        {
            _size++;
        }
    }

    internal void Tried()
    {
        using ResourceGuard guard = _resource.TryAcquireExclusive();
        if (guard.IsHeld)
        {
            _size++;
        }
    }

    internal void Region()
    {
        using (CriticalRegion.Enter())
        {
            ExAcquireResourceSharedLite(_resource, true);
            ExReleaseResourceLite(_resource);
        }
    }

    internal void Level()
    {
        using (Irql.Raise(DISPATCH_LEVEL))
        {
            _size++;
        }
    }
}
