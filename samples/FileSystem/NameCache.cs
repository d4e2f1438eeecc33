using DdiCompliance;
using static DdiCompliance.Ddi;

namespace FileSystem;

/// <summary>Names that are known not to exist, behind a push lock: read often, changed rarely. Nothing is acquired after it.</summary>
internal sealed class NameCache
{
    /// <summary>Beyond this the cache starts afresh.</summary>
    private const int MostNames = 64;

    private readonly HashSet<string> _missing = [];
    private EX_PUSH_LOCK _lock;
    private long _hits;

    public NameCache() => FltInitializePushLock(ref _lock);

    public long Hits => Volatile.Read(ref _hits);

    public bool IsKnownMissing(string name)
    {
        FltAcquirePushLockShared(ref _lock);
        try
        {
            if (!_missing.Contains(name))
            {
                return false;
            }

            Interlocked.Increment(ref _hits);
            return true;
        }
        finally
        {
            FltReleasePushLock(ref _lock);
        }
    }

    public void AddMissing(string name)
    {
        KeEnterCriticalRegion();
        ExAcquirePushLockExclusive(ref _lock);
        try
        {
            if (_missing.Count == MostNames)
            {
                _missing.Clear();
            }

            _missing.Add(name);
        }
        finally
        {
            ExReleasePushLockExclusive(ref _lock);
            KeLeaveCriticalRegion();
        }
    }

    public void Remove(string name)
    {
        FltAcquirePushLockExclusive(ref _lock);
        try
        {
            _missing.Remove(name);
        }
        finally
        {
            FltReleasePushLock(ref _lock);
        }
    }

    public void Delete() => FltDeletePushLock(ref _lock);
}
