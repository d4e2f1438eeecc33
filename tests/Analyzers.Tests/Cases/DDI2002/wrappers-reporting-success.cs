// The helper's result tells whether the lock is held.
internal sealed class IrpContext
{
    public bool Wait;
}

internal sealed class Scb
{
    private readonly ERESOURCE _resource = new();
    private readonly FAST_MUTEX _mutex = new();
    private long _size;

    public bool TestedInCondition(IrpContext context)
    {
        if (!AcquireShared(context.Wait))
        {
            return false;
        }

        _size++;
        Release();
        return true;
    }

    public bool StoredInLocal(IrpContext context)
    {
        bool held = AcquireShared(context.Wait);
        _size++;
        if (held)
        {
            Release();
        }

        return held;
    }

    public bool Inverted(IrpContext context)
    {
        _size += context.Wait ? 1 : 2;
        if ({|DDI2002:TryMutex()|})
        {
            return false;
        }

        _size++;
        return true;
    }

    public int Status(IrpContext context)
    {
        int status = AcquireForWrite(context.Wait);
        if (status < 0)
        {
            return status;
        }

        _size++;
        Release();
        return status;
    }

    public int StatusForgotten(IrpContext context)
    {
        int status = {|DDI2002:MutexForWrite(context)|};
        if (status < 0 || _size == 0)
        {
            return status;
        }

        _size++;
        ExReleaseFastMutex(_mutex);
        return status;
    }

    private bool AcquireShared(bool wait)
    {
        KeEnterCriticalRegion();
        if (ExAcquireResourceSharedLite(_resource, wait))
        {
            return true;
        }

        KeLeaveCriticalRegion();
        return false;
    }

    private int AcquireForWrite(bool wait)
    {
        KeEnterCriticalRegion();
        if (!ExAcquireResourceExclusiveLite(_resource, wait))
        {
            KeLeaveCriticalRegion();
            return unchecked((int)0xC00000D8);
        }

        return 0;
    }

    private bool TryMutex() => ExTryToAcquireFastMutex(_mutex);

    private int MutexForWrite(IrpContext context)
    {
        if (context.Wait)
        {
            ExAcquireFastMutex(_mutex);
            return 0;
        }

        return TryMutex() ? 0 : -1;
    }

    private void Release()
    {
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }
}
