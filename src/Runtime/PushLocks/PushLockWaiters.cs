namespace DdiCompliance.PushLocks;

/// <summary>
/// All queue places of the process. They are made on demand and never freed: there are as many as threads ever waited for push locks at once.
/// Renting is a pop from a lock-free stack, so a thread that is about to wait for one lock never waits for another.
/// </summary>
internal static class PushLockWaiters
{
    private const int ChunkBits = 8;
    private const int ChunkSize = 1 << ChunkBits;

    private static readonly PushLockWaiter?[]?[] s_chunks = new PushLockWaiter?[]?[(PushLockWord.MaxHead + 1) >> ChunkBits];

    /// <summary>Index of the first free place in the low half; a count of pops in the high half, so that a stale pop fails (ABA).</summary>
    private static ulong s_free;

    private static uint s_count;

    /// <summary>The place with a number that some lock word holds; null for 0.</summary>
    public static PushLockWaiter? At(uint index) => index == 0 ? null : Volatile.Read(ref s_chunks[index >> ChunkBits])![index & (ChunkSize - 1)];

    public static PushLockWaiter Rent()
    {
        while (true)
        {
            ulong seen = Volatile.Read(ref s_free);
            if ((uint)seen == 0)
                return Create();
            PushLockWaiter first = At((uint)seen)!;
            ulong rest = (((seen >> 32) + 1) << 32) | Volatile.Read(ref first.NextFree);
            if (Interlocked.CompareExchange(ref s_free, rest, seen) == seen)
                return first;
        }
    }

    public static void Return(PushLockWaiter waiter)
    {
        ulong seen = Volatile.Read(ref s_free);
        while (true)
        {
            Volatile.Write(ref waiter.NextFree, (uint)seen);
            ulong found = Interlocked.CompareExchange(ref s_free, (seen & 0xFFFFFFFF00000000) | waiter.Index, seen);
            if (found == seen)
                return;
            seen = found;
        }
    }

    private static PushLockWaiter Create()
    {
        uint index = Interlocked.Increment(ref s_count);
        if (index > PushLockWord.MaxHead)
            throw new InvalidOperationException("More threads wait for push locks at once than a lock word can number (2^16 - 1).");
        PushLockWaiter?[]? chunk = Volatile.Read(ref s_chunks[index >> ChunkBits]);
        if (chunk is null)
        {
            PushLockWaiter?[] made = new PushLockWaiter?[ChunkSize];
            chunk = Interlocked.CompareExchange(ref s_chunks[index >> ChunkBits], made, null) ?? made;
        }
        PushLockWaiter waiter = new(index);
        Volatile.Write(ref chunk[index & (ChunkSize - 1)], waiter);
        return waiter;
    }
}
