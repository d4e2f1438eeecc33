using DdiCompliance;
using static DdiCompliance.Ddi;

namespace BrokenByDesign;

/// <summary>Names by id behind a push lock, which knows neither its owner nor recursion.</summary>
public sealed class NameTable
{
    private readonly List<string> _names = [];
    private EX_PUSH_LOCK _lock;

    public NameTable() => FltInitializePushLock(ref _lock);

    /// <summary>DDI2006: the helper takes the lock that its caller holds. A helper that requires the lock, and another that takes it, is the way out.</summary>
    public int Intern(string name)
    {
        FltAcquirePushLockExclusive(ref _lock);
        int id = Find(name);
        if (id < 0)
        {
            id = _names.Count;
            _names.Add(name);
        }

        FltReleasePushLock(ref _lock);
        return id;
    }

    private int Find(string name)
    {
        FltAcquirePushLockShared(ref _lock);
        int id = _names.IndexOf(name);
        FltReleasePushLock(ref _lock);
        return id;
    }
}
