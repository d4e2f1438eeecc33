using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace DdiCompliance;

/// <summary>Reader/writer spin locks without their IRQL.</summary>
internal static class RwSpinLock
{
    /// <summary>Before anything is done, so that the bug check leaves the IRQL alone. A reader that acquires again is not recognised: readers are only counted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CheckNotOwner(ref EX_SPIN_LOCK spinLock, KernelThread thread)
    {
        if ((Volatile.Read(ref spinLock.Word) & ~RwSpinWord.Waiting) == RwSpinWord.OwnedBy(thread.Id))
            KernelSpinLock.ThrowAlreadyOwned(thread);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void AcquireExclusive(ref EX_SPIN_LOCK spinLock, KernelThread thread)
    {
        if (Interlocked.CompareExchange(ref spinLock.Word, RwSpinWord.OwnedBy(thread.Id), 0) != 0)
            AcquireExclusiveContended(ref spinLock, thread);
    }

    internal static void AcquireShared(ref EX_SPIN_LOCK spinLock)
    {
        for (int step = 0; ; step++)
        {
            uint seen = Volatile.Read(ref spinLock.Word);
            if (!RwSpinWord.AdmitsReader(seen))
                SpinPause.Once(step);
            else if (Interlocked.CompareExchange(ref spinLock.Word, seen + 1, seen) == seen)
                return;
        }
    }

    internal static void ReleaseExclusive(ref EX_SPIN_LOCK spinLock, KernelThread thread)
    {
        while (true)
        {
            uint seen = Volatile.Read(ref spinLock.Word);
            if ((seen & ~RwSpinWord.Waiting) != RwSpinWord.OwnedBy(thread.Id))
                ThrowNotOwned(seen, thread, "exclusively");
            if (Interlocked.CompareExchange(ref spinLock.Word, RwSpinWord.DropOwned(seen), seen) == seen)
                return;
        }
    }

    internal static void ReleaseShared(ref EX_SPIN_LOCK spinLock, KernelThread thread)
    {
        while (true)
        {
            uint seen = Volatile.Read(ref spinLock.Word);
            if (RwSpinWord.IsOwned(seen) || RwSpinWord.Count(seen) == 0)
                ThrowNotOwned(seen, thread, "shared");
            if (Interlocked.CompareExchange(ref spinLock.Word, seen - 1, seen) == seen)
                return;
        }
    }

    internal static bool TryConvert(ref EX_SPIN_LOCK spinLock, KernelThread thread)
    {
        uint seen = Volatile.Read(ref spinLock.Word);
        if (RwSpinWord.IsOwned(seen) || RwSpinWord.Count(seen) == 0)
            ThrowNotOwned(seen, thread, "shared");
        return RwSpinWord.IsConvertible(seen) && Interlocked.CompareExchange(ref spinLock.Word, RwSpinWord.OwnedBy(thread.Id), seen) == seen;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AcquireExclusiveContended(ref EX_SPIN_LOCK spinLock, KernelThread thread)
    {
        for (int step = 0; ; step++)
        {
            uint seen = Volatile.Read(ref spinLock.Word);
            if (RwSpinWord.IsUnheld(seen))
            {
                if (Interlocked.CompareExchange(ref spinLock.Word, RwSpinWord.OwnedBy(thread.Id), seen) == seen)
                    return;
            }
            else if ((seen & RwSpinWord.Waiting) == 0)
            {
                Interlocked.CompareExchange(ref spinLock.Word, seen | RwSpinWord.Waiting, seen);
            }
            else
            {
                SpinPause.Once(step);
            }
        }
    }

    [DoesNotReturn]
    private static void ThrowNotOwned(uint word, KernelThread thread, string how) =>
        BugCheckException.Throw(
            BugCheckCode.SPIN_LOCK_NOT_OWNED, RuleId.ReleaseNotHeld,
            $"thread {thread.Id} uses a hold of a reader/writer spin lock that is not held {how} by it; it is {RwSpinWord.Describe(word)}");
}
