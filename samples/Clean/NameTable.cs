using DdiCompliance;
using static DdiCompliance.Ddi;

namespace Clean;

/// <summary>Names by id behind a push lock.</summary>
internal sealed class NameTable
{
    private readonly List<string> _names = [];
    private EX_PUSH_LOCK _lock;

    public NameTable() => FltInitializePushLock(ref _lock);

    /// <summary>Looks under the shared lock first, then again under the exclusive one.</summary>
    public int Intern(string name)
    {
        int id = Find(name);
        if (id >= 0)
        {
            return id;
        }

        FltAcquirePushLockExclusive(ref _lock);
        try
        {
            id = _names.IndexOf(name);
            if (id < 0)
            {
                id = _names.Count;
                _names.Add(name);
            }
        }
        finally
        {
            FltReleasePushLock(ref _lock);
        }

        return id;
    }

    /// <summary>A guarded region serves where a critical one is required.</summary>
    public bool Contains(string name)
    {
        KeEnterGuardedRegion();
        ExAcquirePushLockShared(ref _lock);
        bool isKnown = false;
        try
        {
            foreach (string known in _names)
            {
                if (known == name)
                {
                    isKnown = true;
                    break;
                }
            }
        }
        finally
        {
            ExReleasePushLockShared(ref _lock);
            KeLeaveGuardedRegion();
        }

        return isKnown;
    }

    private int Find(string name)
    {
        FltAcquirePushLockShared(ref _lock);
        try
        {
            return _names.IndexOf(name);
        }
        finally
        {
            FltReleasePushLock(ref _lock);
        }
    }
}
