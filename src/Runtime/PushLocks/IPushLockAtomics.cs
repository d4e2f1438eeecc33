namespace DdiCompliance.PushLocks;

/// <summary>
/// The memory operations of a push lock. The loop is written once over this interface; the product modes are plain atomics that the
/// JIT inlines away, and tests supply modes that a scheduler drives step by step.
/// </summary>
internal interface IPushLockAtomics
{
    static abstract ulong Read(ref ulong word);

    /// <summary>Reads Owner alone.</summary>
    static abstract uint ReadOwner(ref ulong word);

    /// <summary>Full fence. Returns the word found; the exchange happened when that is <paramref name="comparand"/>.</summary>
    static abstract ulong CompareExchange(ref ulong word, ulong value, ulong comparand);

    /// <summary>
    /// Takes Owner from 0 to <paramref name="owner"/> when nobody holds the lock. Full fence.
    /// When <paramref name="announced"/> is true the try failed with Owner taken: the caller gives it back by <see cref="Disown"/>.
    /// </summary>
    static abstract bool TryOwn(ref ulong word, uint owner, out bool announced);

    /// <summary>Sets Granted in Owner, which is the caller's.</summary>
    static abstract void Confirm(ref ulong word);

    /// <summary>Sets Owner, which is the caller's, to 0 with release ordering. Returns a word whose high half was read afterwards in program order.</summary>
    static abstract ulong Disown(ref ulong word);

    /// <summary>Counts one share. Full fence. Returns the new word.</summary>
    static abstract ulong AddShare(ref ulong word);

    /// <summary>Uncounts one share. Full fence. Returns the new word.</summary>
    static abstract ulong SubtractShare(ref ulong word);

    /// <summary>Makes each <see cref="Disown"/> that is under way visible, or makes it see this thread's push.</summary>
    static abstract void FenceReleases();

    /// <summary>A queue place for the calling thread, until <see cref="ReturnPlace"/>.</summary>
    static abstract PushLockWaiter RentPlace();

    static abstract void ReturnPlace(PushLockWaiter place);

    /// <summary>The place with a number; null for 0.</summary>
    static abstract PushLockWaiter? PlaceAt(uint index);

    /// <summary>Waits until the place, which was pushed, is unparked.</summary>
    static abstract void Park(PushLockWaiter place);

    /// <summary>Ends the wait of a place that was unlinked. Its thread may push it again at once.</summary>
    static abstract void Unpark(PushLockWaiter place);

    /// <summary>Spends the n-th (from 0) short pause while the lock is held; false when no more should be spent and the thread should queue.</summary>
    static abstract bool Spin(int attempt);
}
