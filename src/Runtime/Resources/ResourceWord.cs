namespace DdiCompliance;

/// <summary>
/// The word of a resource: everything that decides an admission, so that one atomic step can decide it.
/// <code>
/// bits  0..28  readers   owners that hold it shared, one per thread or owner pointer; threads with a biased hold are not counted
/// bit   29     S         slow: no fast path (not initialised, or verified)
/// bit   30     W         waiters are queued, or somebody under the gate is deciding: no fast path
/// bit   31     B         biased: readers note their hold in their own thread block instead of counting
/// bits 32..61  owner     id of the exclusive owner, or the place of its owner pointer; 0 = none
/// bit   62     P         the owner is an owner pointer
/// bit   63     G         granted: it owns, whatever the low half says, and the fast release does not recognise it
/// </code>
/// The two halves are the design. A thread takes the high half by a 32-bit exchange, looks at the low half and gives the high half back by a 32-bit store: an exclusive
/// pair is one interlocked operation, and all accesses have one width (a locked operation on 64 bits after a store to 32 of them stalls 4 ns on Zen 4).
/// A thread in the high half beside a low half that is not 0 has come in vain, unless it has G: there are readers or waiters, and it takes its id back at once.
/// So one load of the word always tells whether somebody owns it: the thread that came is the last to know.
/// <para>
/// Invariants, checked in every interleaving by the tests:
/// (1) owner and readers are never both non-zero. (2) B excludes an owner, and W too unless the gate's owner is revoking. (3) Queued waiters imply W whenever the gate is free.
/// (4) Owner 0, readers 0 and queued waiters at once last only until the releaser, or whoever enters the gate first, has handed over.
/// (5) Only the owner clears its own half; only the gate's owner changes S, W, B, G or grants while W is set. It may replace the id of a thread that came in vain.
/// (6) W is set by a step that gives G to the owner it finds: with W set, who has no G has come in vain.
/// </para>
/// </summary>
internal static class ResourceWord
{
    internal const long ReaderMask = (1L << 29) - 1;
    internal const long Slow = 1L << 29;
    internal const long Waiters = 1L << 30;
    internal const long Bias = 1L << 31;
    internal const int OwnerShift = 32;
    internal const uint PointerOwner = 1u << 30;
    internal const uint Granted = 1u << 31;

    /// <summary>The high half as it is.</summary>
    internal static uint High(long word) => (uint)(word >>> OwnerShift);

    /// <summary>The low half alone.</summary>
    internal static long Low(long word) => word & uint.MaxValue;

    /// <summary>Who owns it exclusively: a thread id, or an owner pointer's place with P; 0 for nobody, also when a thread has come in vain.</summary>
    internal static uint Owner(long word) => Low(word) == 0 || word < 0 ? High(word) & ~Granted : 0;

    internal static long Readers(long word) => word & ReaderMask;

    /// <summary>Nobody owns it, counting biased readers as owners.</summary>
    internal static bool IsFree(long word) => (word & (ReaderMask | Bias)) == 0 && Owner(word) == 0;

    /// <summary>A reader may count itself in: no owner, no S, W or B, and room in the count.</summary>
    internal static bool CanCountReader(long word) => (ulong)word < ReaderMask;

    /// <summary>Not grantable to anybody else, and certainly so: owned, and not because of hidden readers or a hand-over under way.</summary>
    internal static bool RefusesExclusive(long word) => (word & Bias) == 0 && (Owner(word) != 0 || Readers(word) != 0);

    /// <summary>Bias may be turned on: nobody owns exclusively, waits or decides.</summary>
    internal static bool CanBias(long word) => (ulong)word <= ReaderMask;

    /// <summary>What a request gets when the gate is held, W is set and B is clear.</summary>
    internal static Verdict Judge(long word, ResourceRequest request, bool exclusiveWaits)
    {
        if (request == ResourceRequest.Exclusive)
            return IsFree(word) ? Verdict.Grant : Verdict.Wait;
        if (Owner(word) != 0)
            return Verdict.Wait;
        return exclusiveWaits && request != ResourceRequest.SharedStarveExclusive ? Verdict.Wait : Verdict.Grant;
    }

    /// <summary>Sets W, and G with it where somebody owns (invariant 6).</summary>
    internal static long Freeze(long word) => Owner(word) == 0 ? word | Waiters : word | Waiters | ((long)Granted << OwnerShift);

    /// <summary>The word after an exclusive grant under the gate. The owner needs G when the low half is not 0.</summary>
    internal static long GrantExclusive(long word, uint owner, bool anyoneWaits)
    {
        long low = Settle(Low(word), anyoneWaits);
        return low | ((long)(low == 0 ? owner : owner | Granted) << OwnerShift);
    }

    /// <summary>The word after <paramref name="readers"/> shared grants under the gate.</summary>
    internal static long GrantShared(long word, long readers, bool anyoneWaits) => Settle(Low(word) + readers, anyoneWaits);

    /// <summary>The word that an exclusive owner or a thread that came in vain leaves behind.</summary>
    internal static long Leave(long word) => Low(word);

    /// <summary>W stays exactly as long as somebody waits (invariant 3).</summary>
    private static long Settle(long low, bool anyoneWaits) => anyoneWaits ? low | Waiters : low & ~Waiters;

    /// <summary>
    /// Whom a free resource with waiters goes to. The last sharer's resource goes to an exclusive waiter, an exclusive owner's to all shared waiters,
    /// so writers and batches of readers alternate (behaviours 34, 35).
    /// </summary>
    internal static ResourceRequest Successor(bool lastOwnerWasExclusive, uint exclusiveWaiters, uint sharedWaiters) =>
        sharedWaiters != 0 && (lastOwnerWasExclusive || exclusiveWaiters == 0) ? ResourceRequest.Shared : ResourceRequest.Exclusive;
}

/// <summary>The four ways to ask for a resource.</summary>
internal enum ResourceRequest
{
    Exclusive,
    Shared,
    SharedStarveExclusive,
    SharedWaitForExclusive,
}

/// <summary>What to do about a request that cannot be granted at once.</summary>
internal enum Patience : byte
{
    /// <summary>Refuse it.</summary>
    Try,

    /// <summary>Wait.</summary>
    Wait,

    /// <summary>Wait; the routine has entered a critical region, to be left again should the acquisition end in a bug check.</summary>
    WaitInRegion,
}

/// <summary>The answer to a request.</summary>
internal enum Verdict
{
    Grant,
    Wait,
}
