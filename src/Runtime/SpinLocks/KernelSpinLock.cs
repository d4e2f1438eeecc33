using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace DdiCompliance;

/// <summary>
/// Spin locks without their IRQL: ordinary and queued. The owner's word is taken by an exchange and given back by a store; only the owner
/// writes it meanwhile, and nobody sleeps on it, so nothing has to be fenced.
/// </summary>
internal static class KernelSpinLock
{
    /// <summary>Before anything is done, so that the bug check leaves the IRQL alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CheckNotOwner(ref KSPIN_LOCK spinLock, KernelThread thread, bool queued = false)
    {
        uint owner = Volatile.Read(ref spinLock.Owner);
        if ((owner & ~KSPIN_LOCK.QueuedOwner) == thread.Id)
            ThrowAlreadyOwned(thread);
        if (DdiVerifier.IsOn && owner != 0)
            CheckKind(owner, queued);
    }

    /// <summary>A lock is used in one way only; a lock that is held tells which.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CheckKind(uint owner, bool queued)
    {
        if (((owner & KSPIN_LOCK.QueuedOwner) != 0) != queued)
        {
            Verifier.Throw(
                VerifierCode.AcquiredAsOtherKind, RuleId.MismatchedRelease,
                $"a spin lock that was acquired by {(queued ? "an ordinary" : "a queued")} routine is acquired by {(queued ? "a queued" : "an ordinary")} one");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Acquire(ref KSPIN_LOCK spinLock, KernelThread thread)
    {
        if (Interlocked.CompareExchange(ref spinLock.Owner, thread.Id, 0) != 0)
            AcquireContended(ref spinLock, thread, thread.Id);
    }

    internal static bool TryAcquire(ref KSPIN_LOCK spinLock, KernelThread thread) =>
        Volatile.Read(ref spinLock.Owner) == 0 && Interlocked.CompareExchange(ref spinLock.Owner, thread.Id, 0) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Release(ref KSPIN_LOCK spinLock, KernelThread thread)
    {
        if (spinLock.Owner != thread.Id)
            ThrowNotOwned(ref spinLock, thread);
        Volatile.Write(ref spinLock.Owner, 0);
    }

    /// <summary>Waits for its turn in the queue (first come, first served), then for the lock itself, which an ordinary routine may hold.</summary>
    internal static void AcquireQueued(ref KSPIN_LOCK spinLock, KernelThread thread, SpinQueuePlace place)
    {
        uint before = Interlocked.Exchange(ref spinLock.Tail, place.Index);
        if (before != 0)
        {
            Volatile.Write(ref SpinQueuePlace.At(before).Next, place.Index);
            for (int step = 0; !Volatile.Read(ref place.IsFirst); step++)
                SpinPause.Once(step);
        }
        uint owner = thread.Id | KSPIN_LOCK.QueuedOwner;
        if (Interlocked.CompareExchange(ref spinLock.Owner, owner, 0) != 0)
            AcquireContended(ref spinLock, thread, owner);
    }

    internal static void ReleaseQueued(ref KSPIN_LOCK spinLock, KernelThread thread, SpinQueuePlace place)
    {
        if (spinLock.Owner != (thread.Id | KSPIN_LOCK.QueuedOwner))
            ThrowNotOwned(ref spinLock, thread);
        Volatile.Write(ref spinLock.Owner, 0);
        if (Volatile.Read(ref place.Next) == 0)
        {
            if (Interlocked.CompareExchange(ref spinLock.Tail, 0, place.Index) == place.Index)
                return;
            // Somebody has taken the tail and is about to say so.
            for (int step = 0; Volatile.Read(ref place.Next) == 0; step++)
                SpinPause.Once(step);
        }
        Volatile.Write(ref SpinQueuePlace.At(place.Next).IsFirst, true);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AcquireContended(ref KSPIN_LOCK spinLock, KernelThread thread, uint owner)
    {
        for (int step = 0; ; step++)
        {
            if (Volatile.Read(ref spinLock.Owner) == 0 && Interlocked.CompareExchange(ref spinLock.Owner, owner, 0) == 0)
                return;
            SpinPause.Once(step);
        }
    }

    [DoesNotReturn]
    internal static void ThrowAlreadyOwned(KernelThread thread) =>
        BugCheckException.Throw(
            BugCheckCode.SPIN_LOCK_ALREADY_OWNED, RuleId.RecursiveExclusive, $"thread {thread.Id} acquires a spin lock that it owns");

    /// <summary>A second acquisition would overwrite what the first one's release needs.</summary>
    [DoesNotReturn]
    internal static void ThrowHandleInUse(KernelThread thread) =>
        BugCheckException.Throw(
            BugCheckCode.SPIN_LOCK_ALREADY_OWNED, RuleId.RecursiveExclusive, $"thread {thread.Id} acquires a queued spin lock with a handle that holds one already");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowNotOwned(ref KSPIN_LOCK spinLock, KernelThread thread)
    {
        bool otherKind = (spinLock.Owner & ~KSPIN_LOCK.QueuedOwner) == thread.Id;
        if (otherKind && DdiVerifier.IsOn)
        {
            Verifier.Throw(
                VerifierCode.ReleasedAsOtherKind, RuleId.MismatchedRelease, "a spin lock is released by a routine of another kind than the one that acquired it");
        }
        BugCheckException.Throw(
            BugCheckCode.SPIN_LOCK_NOT_OWNED, otherKind ? RuleId.MismatchedRelease : RuleId.ReleaseNotHeld,
            $"thread {thread.Id} releases a spin lock that is {spinLock}");
    }
}
