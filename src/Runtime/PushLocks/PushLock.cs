using System.Runtime.CompilerServices;

namespace DdiCompliance.PushLocks;

/// <summary>The push lock: fast paths, the queue and the wake-up, over the atomics <typeparamref name="TAtomics"/>.</summary>
/// <remarks>
/// An exclusive pair is one atomic operation (the acquire) and one store (the release), a shared pair two additions.
/// The store and the load of Head behind it may pass each other in the hardware. The thread that queues makes up for it: between
/// pushing its place and parking it fences every running thread (<see cref="IPushLockAtomics.FenceReleases"/>) and looks again. Either the releaser's load
/// came after that fence and saw Head, or its store came before it and the queueing thread sees the lock unheld and wakes the queue itself.
/// <para>Newcomers may take an unheld lock ahead of the queue (behaviour 89); a reader does not join other readers past it (behaviour 86).</para>
/// </remarks>
internal static class PushLock<TAtomics>
    where TAtomics : struct, IPushLockAtomics
{
    /// <summary>Waits until the lock is the caller's alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AcquireExclusive(ref ulong word, uint owner = PushLockWord.Anonymous)
    {
        if (!TAtomics.TryOwn(ref word, owner, out bool announced))
            AcquireExclusiveRefused(ref word, owner, announced);
    }

    /// <summary>Takes the lock if nobody holds it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryAcquireExclusive(ref ulong word, uint owner = PushLockWord.Anonymous)
    {
        if (TAtomics.TryOwn(ref word, owner, out bool announced))
            return true;
        if (announced)
            ReleaseExclusive(ref word);
        return false;
    }

    /// <summary>The caller holds the lock exclusively.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReleaseExclusive(ref ulong word)
    {
        if (PushLockWord.HasWaiters(TAtomics.Disown(ref word)))
            Wake(ref word);
    }

    /// <summary>Waits until the lock is held by nobody or by readers only, and nobody waits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AcquireShared(ref ulong word)
    {
        if (!TryCountShare(ref word))
            AcquireSharedRefused(ref word);
    }

    /// <summary>Counts a share. If false, it is not granted, and <see cref="AcquireSharedRefused"/> has to follow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryCountShare(ref ulong word) => PushLockWord.AdmitsCounted(TAtomics.AddShare(ref word));

    /// <summary>The caller holds the lock shared. Returns false, and changes nothing, when nobody does.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool ReleaseShared(ref ulong word)
    {
        ulong left = TAtomics.SubtractShare(ref word);
        return !(PushLockWord.NeedsWake(left) || PushLockWord.Underflowed(left)) || ReleaseSharedUnusual(ref word, left);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool ReleaseSharedUnusual(ref ulong word, ulong left)
    {
        if (PushLockWord.Underflowed(left))
        {
            TAtomics.AddShare(ref word);
            return false;
        }
        Wake(ref word);
        return true;
    }

    /// <summary>Takes back what a writer announced in vain, then waits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AcquireExclusiveRefused(ref ulong word, uint owner, bool announced)
    {
        if (announced)
            ReleaseExclusive(ref word);
        AcquireContended(ref word, owner);
    }

    /// <summary>Gives back the share that a refused reader counted, then waits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void AcquireSharedRefused(ref ulong word)
    {
        ulong left = TAtomics.SubtractShare(ref word);
        if ((left & PushLockWord.ShareOverflow) != 0)
            throw new InvalidOperationException($"A push lock cannot be held shared more than {PushLockWord.MaxShares} times at once.");
        if (PushLockWord.NeedsWake(left))
            Wake(ref word);
        AcquireContended(ref word, owner: 0);
    }

    /// <param name="word">The lock.</param>
    /// <param name="owner">The owner to be, or 0 to acquire shared.</param>
    private static void AcquireContended(ref ulong word, uint owner)
    {
        bool exclusive = owner != 0;
        PushLockWaiter? place = null;
        bool wasQueued = false;
        for (int attempt = 0; ;)
        {
            ulong seen = TAtomics.Read(ref word);
            if (PushLockWord.Admits(seen, exclusive, wasQueued))
            {
                ulong granted = exclusive ? PushLockWord.GrantExclusive(seen, owner) : PushLockWord.GrantShared(seen);
                if (TAtomics.CompareExchange(ref word, granted, seen) == seen)
                    break;
            }
            else if (!TAtomics.Spin(attempt++) && Queue(ref word, seen, exclusive, place ??= TAtomics.RentPlace()))
            {
                wasQueued = true;
                attempt = 0;
            }
        }
        if (place is not null)
            TAtomics.ReturnPlace(place);
    }

    /// <summary>Queues on a lock that was seen held, and parks until woken. False when the word had changed: look again.</summary>
    private static bool Queue(ref ulong word, ulong seen, bool exclusive, PushLockWaiter place)
    {
        place.Prepare(exclusive, older: PushLockWord.Head(seen));
        if (TAtomics.CompareExchange(ref word, PushLockWord.Push(seen, place.Index), seen) != seen)
            return false;
        TAtomics.FenceReleases();
        Wake(ref word);
        TAtomics.Park(place);
        return true;
    }

    /// <summary>Wakes the oldest waiter, or the oldest run of shared waiters, if the lock is unheld and nobody else is at it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Wake(ref ulong word)
    {
        ulong seen;
        do
        {
            seen = TAtomics.Read(ref word);
            if (!PushLockWord.NeedsWake(seen))
                return;
        }
        while (TAtomics.CompareExchange(ref word, PushLockWord.BeginEdit(seen), seen) != seen);

        PushLockWaiter? next = UnlinkOldest(ref word);
        while (next is not null)
        {
            // A woken thread may queue its place again at once: take the link first.
            PushLockWaiter place = next;
            next = TAtomics.PlaceAt(place.Older);
            TAtomics.Unpark(place);
        }
    }

    /// <summary>Takes the oldest exclusive waiter, or the run of shared waiters at the old end, out of the queue and ends the edit (I4).</summary>
    /// <returns>The newest of the unlinked blocks; they stay linked to each other.</returns>
    private static PushLockWaiter UnlinkOldest(ref ulong word)
    {
        while (true)
        {
            ulong seen = TAtomics.Read(ref word);
            PushLockWaiter newest = TAtomics.PlaceAt(PushLockWord.Head(seen))!;
            PushLockWaiter? keep = OldestKept(newest);
            if (keep is not null)
            {
                PushLockWaiter first = TAtomics.PlaceAt(keep.Older)!;
                keep.Older = 0;
                while (TAtomics.CompareExchange(ref word, PushLockWord.EndEdit(seen), seen) != seen)
                    seen = TAtomics.Read(ref word);
                return first;
            }

            // The whole queue goes. If somebody is pushed meanwhile, that block is kept: walk again.
            uint head = PushLockWord.Head(seen);
            do
            {
                if (TAtomics.CompareExchange(ref word, PushLockWord.EndEditEmpty(seen), seen) == seen)
                    return newest;
                seen = TAtomics.Read(ref word);
            }
            while (PushLockWord.Head(seen) == head);
        }
    }

    /// <summary>The oldest place that stays queued: the one pushed right after those to be woken. Null when all are woken.</summary>
    private static PushLockWaiter? OldestKept(PushLockWaiter newest)
    {
        PushLockWaiter? keep = null;
        PushLockWaiter? newer = null;
        for (PushLockWaiter? place = newest; place is not null; newer = place, place = TAtomics.PlaceAt(place.Older))
        {
            // An exclusive block ends the run of readers behind it; as the oldest one it is woken itself.
            if (place.Exclusive)
                keep = place.Older == 0 ? newer : place;
        }
        return keep;
    }
}
