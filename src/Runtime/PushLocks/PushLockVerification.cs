using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace DdiCompliance.PushLocks;

/// <summary>
/// The checks of the push lock routines, away from their fast paths. A push lock keeps no owner; where a check needs one, Owner holds the thread id
/// instead of <see cref="PushLockWord.Anonymous"/>.
/// </summary>
internal static class PushLockVerification
{
    /// <summary>IRQL (always checked), APC state and recursion (with verification). Nothing has happened yet when it throws.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void BeforeAcquire(ref EX_PUSH_LOCK target, bool exclusive)
    {
        KernelThread thread = KernelThread.Current;
        BeforeFltAcquire(ref target, exclusive);
        if (DdiVerifier.IsOn && !Verifier.NormalApcsAreOff(thread))
        {
            Verifier.Throw(
                VerifierCode.PushLockAcquiredWithApcs, RuleId.NotInCriticalRegion, "a push lock was acquired while normal kernel APCs were enabled",
                thread.Hot.Irql, (ushort)thread.Hot.KernelApcDisable, PushLockRoutines.AddressOf(ref target));
        }
    }

    /// <summary>As <see cref="BeforeAcquire"/>, for a routine that disables APCs itself.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void BeforeFltAcquire(ref EX_PUSH_LOCK target, bool exclusive)
    {
        KernelThread thread = KernelThread.Current;
        ulong address = PushLockRoutines.AddressOf(ref target);
        if (thread.Hot.Irql > Ddi.APC_LEVEL)
            IrqlViolation.ThrowAcquire(thread, address, "a push lock");
        if (!DdiVerifier.IsOn)
            return;
        if (address % sizeof(ulong) != 0)
            Verifier.Throw(VerifierCode.ResourceUnaligned, null, "a push lock is not aligned to 8 bytes", 0, 0, address);
        CheckRecursion(ref target, thread, exclusive);
    }

    /// <summary>
    /// What would hang (behaviour 88). The word names its exclusive owner; who shares it is noted by address. Shared recursion hangs only behind somebody who waits.
    /// </summary>
    private static void CheckRecursion(ref EX_PUSH_LOCK target, KernelThread thread, bool exclusive)
    {
        ulong word = Volatile.Read(ref target.Word);
        ulong address = PushLockRoutines.AddressOf(ref target);
        if ((PushLockWord.Owner(word) & ~PushLockWord.Granted) == thread.Id)
            ThrowRecursion($"its exclusive owner, thread {thread.Id}", address);
        if ((exclusive || PushLockWord.HasWaiters(word)) && PushLockWord.HasShares(word) && PushLockUses.IsHeldBy(thread, address))
            ThrowRecursion($"thread {thread.Id}, which holds it shared{(exclusive ? "" : ", while others wait for it")}", address);
    }

    [DoesNotReturn]
    private static void ThrowRecursion(string who, ulong address) =>
        Verifier.Throw(VerifierCode.ExclusiveBySharedOwner, RuleId.PushLockRecursion, $"a push lock was acquired by {who}", address);

    /// <summary>Acquires, and notes who waits and who holds.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void AcquireExclusive(ref EX_PUSH_LOCK target)
    {
        PushLockUse use = PushLockUses.Begin(PushLockRoutines.AddressOf(ref target), exclusive: true);
        PushLockRoutines.AcquireExclusiveUnchecked(ref target, use.Thread.Id);
        use.Grant();
    }

    /// <summary>As <see cref="AcquireExclusive"/>; may run out of shares.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void AcquireShared(ref EX_PUSH_LOCK target)
    {
        PushLockUse use = PushLockUses.Begin(PushLockRoutines.AddressOf(ref target), exclusive: false);
        try
        {
            PushLockRoutines.AcquireSharedUnchecked(ref target);
            use.Grant();
        }
        finally
        {
            if (use.IsWaiting)
                PushLockUses.Withdraw(use);
        }
    }

    /// <summary>Not held at all (always checked); held by another thread, or APCs enabled (with verification).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void BeforeReleaseExclusive(ref EX_PUSH_LOCK target)
    {
        uint owner = PushLockWord.Owner(Volatile.Read(ref target.Word));
        if (owner == 0)
            ThrowNotHeld(ref target, exclusive: true);
        if (!DdiVerifier.IsOn)
            return;
        KernelThread thread = KernelThread.Current;
        if (!IsAnonymous(owner) && (owner & PushLockWord.IdMask) != thread.Id)
            ThrowNotHeld(ref target, exclusive: true);
        CheckReleaseApcs(thread, ref target);
        PushLockUses.End(PushLockRoutines.AddressOf(ref target), exclusive: true);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void BeforeReleaseShared(ref EX_PUSH_LOCK target)
    {
        CheckReleaseApcs(KernelThread.Current, ref target);
        PushLockUses.End(PushLockRoutines.AddressOf(ref target), exclusive: false);
    }

    /// <summary>Held in the other mode is a wrong partner, which is a rule of its own.</summary>
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ThrowNotHeld(ref EX_PUSH_LOCK target, bool exclusive)
    {
        ulong word = Volatile.Read(ref target.Word);
        bool otherMode = exclusive ? PushLockWord.HasShares(word) : PushLockWord.HasOwner(word);
        string how = exclusive ? PushLockWord.HasOwner(word) ? "exclusively by the releasing thread" : "exclusively" : "shared";
        BugCheckException.Throw(
            BugCheckCode.KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE, otherMode ? RuleId.MismatchedRelease : RuleId.ReleaseNotHeld,
            $"a push lock was released that is not held {how}; it is {PushLockWord.Describe(word)}", KernelThread.Current.ResourceThread, PushLockRoutines.AddressOf(ref target));
    }

    public static void BeforeDelete(ref EX_PUSH_LOCK target)
    {
        ulong word = Volatile.Read(ref target.Word);
        if (!PushLockWord.IsUnheld(word) || PushLockWord.HasWaiters(word))
        {
            Verifier.Throw(
                VerifierCode.DeletedWhileOwned, RuleId.DeletedWhileHeld, $"a push lock was deleted while {PushLockWord.Describe(word)}",
                PushLockRoutines.AddressOf(ref target));
        }
    }

    private static void CheckReleaseApcs(KernelThread thread, ref EX_PUSH_LOCK target)
    {
        if (Verifier.NormalApcsAreOff(thread))
            return;
        Verifier.Throw(
            VerifierCode.PushLockReleasedWithApcs, RuleId.NotInCriticalRegion, "a push lock was released while normal kernel APCs were enabled",
            thread.Hot.Irql, (ushort)thread.Hot.KernelApcDisable, PushLockRoutines.AddressOf(ref target));
    }

    private static bool IsAnonymous(uint owner) => (owner & PushLockWord.Anonymous) != 0;
}
