using DdiCompliance;
using static DdiCompliance.Ddi;

namespace Broken;

/// <summary>Names by id behind a push lock, the smallest lock there is: it knows neither its owner nor recursion.</summary>
public sealed class NameTable
{
    private readonly List<string> _names = [];
    private EX_PUSH_LOCK _lock;

    public NameTable() => FltInitializePushLock(ref _lock);

    public int Intern(string name)
    {
        FltAcquirePushLockExclusive(ref _lock);
        int id = _names.IndexOf(name);
        if (id < 0)
        {
            id = _names.Count;
            _names.Add(name);
        }

        FltReleasePushLock(ref _lock);
        return id;
    }

    /// <summary>DDI2007: acquired by the filter manager's routine, released by the executive's.</summary>
    public string Name(int id)
    {
        FltAcquirePushLockShared(ref _lock);
        string name = _names[id];
        ExReleasePushLockShared(ref _lock);
        return name;
    }

    /// <summary>DDI2001: one release too many where the loop finds nothing.</summary>
    public bool Contains(string name)
    {
        FltAcquirePushLockShared(ref _lock);
        foreach (string known in _names)
        {
            if (known == name)
            {
                FltReleasePushLock(ref _lock);
                return true;
            }
        }

        FltReleasePushLock(ref _lock);
        FltReleasePushLock(ref _lock);
        return false;
    }
}
