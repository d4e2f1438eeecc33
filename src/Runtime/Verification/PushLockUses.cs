namespace DdiCompliance;

/// <summary>
/// Who holds and wants which push lock, kept under verification only: the word of a push lock names nobody. A push lock is a place in memory, so its address at the
/// acquisition stands for it; when the garbage collector has moved it since, a release takes the newest use of the same kind by the same thread.
/// </summary>
internal static class PushLockUses
{
    private static readonly List<PushLockUse> s_uses = [];

    internal static PushLockUse Begin(ulong address, bool exclusive)
    {
        PushLockUse use = new(KernelThread.Current, address, exclusive);
        lock (s_uses)
            s_uses.Add(use);
        return use;
    }

    /// <summary>An acquisition that failed.</summary>
    internal static void Withdraw(PushLockUse use)
    {
        lock (s_uses)
            s_uses.Remove(use);
    }

    /// <summary>One hold ends. Push locks have no owner, so it may be another thread's (behaviour 88).</summary>
    internal static void End(ulong address, bool exclusive)
    {
        KernelThread thread = KernelThread.Current;
        lock (s_uses)
        {
            int at = s_uses.FindLastIndex(use => IsHeld(use) && use.Address == address && use.Thread == thread);
            if (at < 0)
                at = s_uses.FindLastIndex(use => IsHeld(use) && use.Address == address);
            if (at < 0)
                at = s_uses.FindLastIndex(use => IsHeld(use) && use.Thread == thread);
            if (at >= 0)
                s_uses.RemoveAt(at);
        }

        bool IsHeld(PushLockUse use) => !use.IsWaiting && use.IsExclusive == exclusive;
    }

    /// <summary>
    /// Whether a thread certainly holds the lock at an address: its acquisition was there, and no collection has moved anything since. After one the answer is false, not a guess.
    /// </summary>
    internal static bool IsHeldBy(KernelThread thread, ulong address)
    {
        int collections = GC.CollectionCount(0);
        lock (s_uses)
            return s_uses.Exists(use => !use.IsWaiting && use.Thread == thread && use.Address == address && use.Collections == collections);
    }

    /// <summary>What a thread holds.</summary>
    internal static PushLockUse[] HeldBy(KernelThread thread)
    {
        lock (s_uses)
            return [.. s_uses.Where(use => !use.IsWaiting && use.Thread == thread)];
    }

    /// <summary>Verification is off: releases are no longer seen.</summary>
    internal static void Clear()
    {
        lock (s_uses)
            s_uses.Clear();
    }

    internal static PushLockUse[] Snapshot()
    {
        lock (s_uses)
            return [.. s_uses];
    }
}

/// <summary>One thread's hold on, or wait for, a push lock.</summary>
internal sealed class PushLockUse(KernelThread thread, ulong address, bool exclusive)
{
    private volatile bool _isWaiting = true;

    internal KernelThread Thread => thread;

    internal ulong Address => address;

    internal bool IsExclusive => exclusive;

    /// <summary>How many collections there had been when it began.</summary>
    internal int Collections { get; } = GC.CollectionCount(0);

    internal bool IsWaiting => _isWaiting;

    internal void Grant() => _isWaiting = false;
}
