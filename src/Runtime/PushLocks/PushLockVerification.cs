using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace DdiCompliance.PushLocks;

/// <summary>
/// The checks of the push lock routines, away from their fast paths. A push lock has no owner; under verification the Exclusive byte names
/// one of 254 tags, so a release by another thread and a recursive acquisition are found unless the thread ids are equal modulo 254.
/// </summary>
internal static class PushLockVerification
{
    private const byte FirstTag = 2;
    private const byte Tags = 254;

    /// <summary>IRQL (always checked), APC state and recursion (with verification). Nothing has happened yet when it throws.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void BeforeAcquire(KernelThread thread, ref EX_PUSH_LOCK target)
    {
        BeforeFltAcquire(thread, ref target);
        if (DdiVerifier.IsOn && !Verifier.NormalApcsAreOff(thread))
        {
            Verifier.Throw(
                VerifierCode.PushLockAcquiredWithApcs, RuleId.NotInCriticalRegion, "a push lock was acquired while normal kernel APCs were enabled",
                thread.Hot.Irql, (ushort)thread.Hot.KernelApcDisable, PushLockRoutines.AddressOf(ref target));
        }
    }

    /// <summary>As <see cref="BeforeAcquire"/>, for a routine that disables APCs itself.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void BeforeFltAcquire(KernelThread thread, ref EX_PUSH_LOCK target)
    {
        ulong address = PushLockRoutines.AddressOf(ref target);
        if (thread.Hot.Irql > Ddi.APC_LEVEL)
            IrqlViolation.ThrowAcquire(thread, address, "a push lock");
        if (DdiVerifier.IsOn && thread.ExclusivePushLocks > 0 && OwnerTag(Volatile.Read(ref target.Word)) == TagOf(thread))
            Verifier.Throw(VerifierCode.ExclusiveBySharedOwner, RuleId.PushLockRecursion, "a push lock was acquired by its exclusive owner", address);
    }

    /// <summary>Puts the owner's tag in place of the plain 1. The byte is the owner's now (I1), so an addition cannot lose anything.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void AfterAcquireExclusive(KernelThread thread, ref EX_PUSH_LOCK target)
    {
        Interlocked.Add(ref target.Word, (ulong)(TagOf(thread) - 1) << PushLockWord.ExclusiveShift);
        thread.ExclusivePushLocks++;
    }

    /// <summary>Not held at all (always checked); held by another thread, or APCs enabled (with verification).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void BeforeReleaseExclusive(KernelThread thread, ref EX_PUSH_LOCK target)
    {
        ulong word = Volatile.Read(ref target.Word);
        if (!PushLockWord.IsExclusive(word))
            ThrowNotHeld(ref target, "exclusively");
        byte tag = OwnerTag(word);
        if (!DdiVerifier.IsOn)
            return;
        if (tag >= FirstTag && tag != TagOf(thread))
            ThrowNotHeld(ref target, "exclusively by the releasing thread");
        CheckReleaseApcs(thread, ref target);
        if (tag >= FirstTag && thread.ExclusivePushLocks > 0)
            thread.ExclusivePushLocks--;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void BeforeReleaseShared(KernelThread thread, ref EX_PUSH_LOCK target) => CheckReleaseApcs(thread, ref target);

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ThrowNotHeld(ref EX_PUSH_LOCK target, string how) =>
        BugCheckException.Throw(
            BugCheckCode.KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE, RuleId.ReleaseNotHeld, $"a push lock was released that is not held {how}",
            KernelThread.Current.ResourceThread, PushLockRoutines.AddressOf(ref target));

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

    private static byte TagOf(KernelThread thread) => (byte)((thread.Id % Tags) + FirstTag);

    private static byte OwnerTag(ulong word) => (byte)(word >> PushLockWord.ExclusiveShift);
}
