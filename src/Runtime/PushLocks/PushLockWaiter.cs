namespace DdiCompliance.PushLocks;

/// <summary>A place in a push lock's queue. The lock word has room for a number only, so places are numbered, and found by <see cref="PushLockWaiters"/>.</summary>
internal sealed class PushLockWaiter(uint index)
{
    /// <summary>The number of the place, 1 .. 2^16-1.</summary>
    public uint Index { get; } = index;

    /// <summary>The place queued just before this one; 0 for the oldest. Written by the thread that queues, afterwards only under Editing (I4).</summary>
    public uint Older { get; set; }

    public bool Exclusive { get; private set; }

    /// <summary>The wait of the thread that rented the place.</summary>
    public WaitBlock? Wait { get; set; }

    /// <summary>The next unused place (<see cref="PushLockWaiters"/>).</summary>
    internal uint NextFree;

    /// <summary>Before the place is pushed, and again before each push that follows.</summary>
    public void Prepare(bool exclusive, uint older)
    {
        Exclusive = exclusive;
        Older = older;
        Wait?.Arm();
    }
}
