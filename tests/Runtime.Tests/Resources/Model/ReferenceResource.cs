namespace DdiCompliance.Runtime.Tests.Resources.Model;

/// <summary>
/// A resource as the specification tells it (runtime-behaviours 10 to 53), for one step at a time: no atomics, no fast paths, just the rules. Owners are threads
/// 0, 1, 2 ... or owner pointers, which are negative.
/// </summary>
internal sealed class ReferenceResource
{
    private readonly Dictionary<int, int> _sharers = [];
    private readonly List<int> _exclusiveWaiters = [];
    private readonly List<int> _sharedWaiters = [];
    private int? _owner;
    private int _ownerCount;

    internal int ExclusiveWaiters => _exclusiveWaiters.Count;

    internal int SharedWaiters => _sharedWaiters.Count;

    internal bool IsFree => _owner is null && _sharers.Count == 0;

    internal IEnumerable<int> Owners => _owner is { } owner ? [owner] : _sharers.Keys;

    internal bool OwnsExclusively(int who) => _owner == who;

    internal int Count(int who) => _owner == who ? _ownerCount : _sharers.GetValueOrDefault(who);

    internal bool IsBlocked(int thread) => _exclusiveWaiters.Contains(thread) || _sharedWaiters.Contains(thread);

    /// <summary>Whether a waiting request would wait for its own thread.</summary>
    internal bool WouldWaitForItself(int thread, string request) =>
        _sharers.ContainsKey(thread) && (request == "X" || (request == "Wf" && _exclusiveWaiters.Count != 0));

    /// <summary>Rows 10 to 17.</summary>
    internal bool CanGrant(int thread, string request)
    {
        if (_owner is not null)
            return _owner == thread;
        if (request == "X")
            return _sharers.Count == 0;
        bool exempt = request == "St" || (request == "S" && _sharers.ContainsKey(thread));
        return _exclusiveWaiters.Count == 0 || exempt;
    }

    /// <summary>Grants, refuses, or queues.</summary>
    internal bool Acquire(int thread, string request, bool wait)
    {
        if (CanGrant(thread, request))
        {
            Grant(thread, request);
            return true;
        }
        if (wait)
            (request == "X" ? _exclusiveWaiters : _sharedWaiters).Add(thread);
        return false;
    }

    /// <summary>One release; 34, 35: whom it hands the resource to.</summary>
    internal List<int> Release(int who)
    {
        if (_owner == who)
        {
            if (--_ownerCount > 0)
                return [];
            _owner = null;
            return HandOver(exclusiveOwnerLeft: true);
        }
        if (--_sharers[who] > 0)
            return [];
        _sharers.Remove(who);
        return _sharers.Count == 0 ? HandOver(exclusiveOwnerLeft: false) : [];
    }

    /// <summary>42: the count stays, shared waiters join.</summary>
    internal List<int> Convert(int thread)
    {
        if (_owner != thread)
            return [];
        _owner = null;
        _sharers[thread] = _ownerCount;
        return AdmitSharers();
    }

    /// <summary>46 to 49: renamed or merged; nobody is woken.</summary>
    internal void Transfer(int thread, int pointer)
    {
        if (_owner == thread)
        {
            _owner = pointer;
            return;
        }
        _sharers[pointer] = _sharers.GetValueOrDefault(pointer) + _sharers[thread];
        _sharers.Remove(thread);
    }

    private void Grant(int thread, string request)
    {
        if (_owner == thread)
            _ownerCount++;
        else if (request == "X")
            (_owner, _ownerCount) = (thread, 1);
        else
            _sharers[thread] = _sharers.GetValueOrDefault(thread) + 1;
    }

    private List<int> HandOver(bool exclusiveOwnerLeft)
    {
        if (_sharedWaiters.Count != 0 && (exclusiveOwnerLeft || _exclusiveWaiters.Count == 0))
            return AdmitSharers();
        if (_exclusiveWaiters.Count == 0)
            return [];
        int next = _exclusiveWaiters[0];
        _exclusiveWaiters.RemoveAt(0);
        Grant(next, "X");
        return [next];
    }

    private List<int> AdmitSharers()
    {
        List<int> admitted = [.. _sharedWaiters];
        _sharedWaiters.Clear();
        foreach (int thread in admitted)
            Grant(thread, "S");
        return admitted;
    }
}
