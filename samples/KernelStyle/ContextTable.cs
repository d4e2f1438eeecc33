using static KernelStyle.Fltmgr;

namespace KernelStyle;

/// <summary>Stream contexts behind a push lock that lives in unmanaged memory.</summary>
public sealed unsafe class ContextTable(void* pushLock)
{
    private readonly Dictionary<ulong, nint> _contexts = [];

    /// <summary>Right: shared first, exclusive only when something is to be added.</summary>
    public nint GetOrAdd(ulong id, nint context)
    {
        FltAcquirePushLockShared(pushLock);
        bool isKnown = _contexts.TryGetValue(id, out nint known);
        FltReleasePushLock(pushLock);
        if (isKnown)
        {
            return known;
        }

        FltAcquirePushLockExclusive(pushLock);
        try
        {
            return _contexts.TryAdd(id, context) ? context : _contexts[id];
        }
        finally
        {
            FltReleasePushLock(pushLock);
        }
    }

    /// <summary>DDI2006: counts under the lock it holds exclusively.</summary>
    public int Remove(ulong id)
    {
        FltAcquirePushLockExclusive(pushLock);
        _contexts.Remove(id);
        int count = Count();
        FltReleasePushLock(pushLock);
        return count;
    }

    /// <summary>DDI2001: released once in the loop, and once after it.</summary>
    public bool Contains(nint context)
    {
        FltAcquirePushLockShared(pushLock);
        foreach (nint known in _contexts.Values)
        {
            if (known == context)
            {
                FltReleasePushLock(pushLock);
                break;
            }
        }

        FltReleasePushLock(pushLock);
        return true;
    }

    private int Count()
    {
        FltAcquirePushLockShared(pushLock);
        int count = _contexts.Count;
        FltReleasePushLock(pushLock);
        return count;
    }
}
