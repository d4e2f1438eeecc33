namespace DdiCompliance.Runtime.Tests.PushLocks.Model;

/// <summary>
/// What a push lock does when its threads act one at a time and every woken thread runs before the next act: then behaviours 85 to 89 leave nothing open.
/// </summary>
internal sealed class ReferencePushLock
{
    private readonly List<(int Thread, bool Exclusive)> _queue = [];
    private readonly Dictionary<int, int> _shares = [];

    /// <summary>The exclusive owner, or -1.</summary>
    internal int Owner { get; private set; } = -1;

    internal int Shares => _shares.Values.Sum();

    internal bool HasWaiters => _queue.Count != 0;

    internal bool IsWaiting(int thread) => _queue.Exists(one => one.Thread == thread);

    internal int SharesOf(int thread) => _shares.GetValueOrDefault(thread);

    internal bool Holds(int thread) => Owner == thread || SharesOf(thread) != 0;

    /// <summary>Whether the request is granted at once: exclusive when nobody holds it, shared when nobody owns it and nobody waits.</summary>
    internal bool WouldGrant(bool exclusive) => Owner < 0 && (exclusive ? Shares == 0 : !HasWaiters);

    /// <summary>Grants or queues.</summary>
    internal bool Acquire(int thread, bool exclusive)
    {
        bool granted = WouldGrant(exclusive);
        if (granted)
            Grant(thread, exclusive);
        else
            _queue.Add((thread, exclusive));
        return granted;
    }

    /// <summary>Releases one hold.</summary>
    /// <returns>The threads that come in: the oldest writer, or the run of readers at the old end of the queue.</returns>
    internal List<int> Release(int thread)
    {
        if (Owner == thread)
            Owner = -1;
        else if (--_shares[thread] == 0)
            _shares.Remove(thread);
        List<int> woken = [];
        if (Owner >= 0 || Shares != 0)
            return woken;
        do
        {
            if (_queue.Count == 0)
                break;
            (int next, bool exclusive) = _queue[0];
            if (exclusive && woken.Count != 0)
                break;
            _queue.RemoveAt(0);
            Grant(next, exclusive);
            woken.Add(next);
        }
        while (Owner < 0);
        return woken;
    }

    private void Grant(int thread, bool exclusive)
    {
        if (exclusive)
            Owner = thread;
        else
            _shares[thread] = SharesOf(thread) + 1;
    }
}
