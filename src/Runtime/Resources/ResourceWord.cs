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
/// bit   63     V         the owner is verified: the fast release does not recognise it
/// </code>
/// Invariants, checked in every interleaving by the tests:
/// (1) owner and readers are never both non-zero. (2) B excludes an owner, and W too unless the gate's owner is revoking. (3) Queued waiters imply W whenever the gate is free.
/// (4) Owner 0, readers 0 and queued waiters at once last only until the releaser, or whoever enters the gate first, has handed over.
/// (5) Only the owner clears its own half; only the gate's owner changes S, W, B or grants while W is set.
/// </summary>
internal static class ResourceWord
{
    internal const long ReaderMask = (1L << 29) - 1;
    internal const long Slow = 1L << 29;
    internal const long Waiters = 1L << 30;
    internal const long Bias = 1L << 31;
    internal const int OwnerShift = 32;
    internal const uint PointerOwner = 1u << 30;
    internal const uint VerifiedOwner = 1u << 31;

    /// <summary>The owner half without V: a thread id, or an owner pointer's place with P.</summary>
    internal static uint Owner(long word) => (uint)(word >>> OwnerShift) & ~VerifiedOwner;

    internal static long Readers(long word) => word & ReaderMask;

    /// <summary>Nobody owns it, counting biased readers as owners.</summary>
    internal static bool IsFree(long word) => (word & ~(Waiters | Slow)) == 0;

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

    /// <summary>The word after a grant under the gate.</summary>
    internal static long Grant(long word, long grant, bool anyoneWaits) => Settle(word + grant, anyoneWaits);

    /// <summary>W stays exactly as long as somebody waits (invariant 3).</summary>
    internal static long Settle(long word, bool anyoneWaits) => anyoneWaits ? word | Waiters : word & ~Waiters;

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

/// <summary>The answer to a request.</summary>
internal enum Verdict
{
    Grant,
    Wait,
}
