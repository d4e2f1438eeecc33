using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace DdiCompliance.PushLocks;

/// <summary>What the push lock routines share: the mode of this process, the checks before and after, and the bug checks.</summary>
internal static class PushLockRoutines
{
    /// <summary>The flag bits that the Ex forms know; both only concern the priority boost, which this library does not model.</summary>
    public const uint KnownFlags = 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AcquireExclusive(KernelThread thread, ref EX_PUSH_LOCK target)
    {
        if (thread.Hot.Irql > Ddi.APC_LEVEL || DdiVerifier.IsOn)
        {
            AcquireExclusiveChecked(thread, ref target);
            return;
        }
        if (FastAtomics.IsUsable)
            PushLock<FastAtomics>.AcquireExclusive(ref target.Word);
        else
            PushLock<PortableAtomics>.AcquireExclusive(ref target.Word);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AcquireShared(KernelThread thread, ref EX_PUSH_LOCK target)
    {
        if (thread.Hot.Irql > Ddi.APC_LEVEL || DdiVerifier.IsOn)
            PushLockVerification.BeforeAcquire(thread, ref target);
        if (FastAtomics.IsUsable)
            PushLock<FastAtomics>.AcquireShared(ref target.Word);
        else
            PushLock<PortableAtomics>.AcquireShared(ref target.Word);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReleaseExclusive(ref EX_PUSH_LOCK target)
    {
        if (DdiVerifier.IsOn || !PushLockWord.IsExclusive(target.Word))
            PushLockVerification.BeforeReleaseExclusive(KernelThread.Current, ref target);
        if (FastAtomics.IsUsable)
            PushLock<FastAtomics>.ReleaseExclusive(ref target.Word);
        else
            PushLock<PortableAtomics>.ReleaseExclusive(ref target.Word);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReleaseShared(ref EX_PUSH_LOCK target)
    {
        if (DdiVerifier.IsOn)
            PushLockVerification.BeforeReleaseShared(KernelThread.Current, ref target);
        bool wasShared = FastAtomics.IsUsable
            ? PushLock<FastAtomics>.ReleaseShared(ref target.Word)
            : PushLock<PortableAtomics>.ReleaseShared(ref target.Word);
        if (!wasShared)
            PushLockVerification.ThrowNotHeld(ref target, "shared");
    }

    /// <summary>Releases whichever hold there is: a holder's own hold decides, since exclusive and shared holds exclude each other (I2).</summary>
    public static void ReleaseAny(ref EX_PUSH_LOCK target)
    {
        if (PushLockWord.IsExclusive(Volatile.Read(ref target.Word)))
            ReleaseExclusive(ref target);
        else
            ReleaseShared(ref target);
    }

    /// <summary>Enters the critical region of an Flt acquire. All checks come first: a bug check must not leave the caller in a region.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void EnterRegionForAcquire(KernelThread thread, ref EX_PUSH_LOCK target)
    {
        if (thread.Hot.Irql > Ddi.APC_LEVEL || DdiVerifier.IsOn)
            PushLockVerification.BeforeFltAcquire(thread, ref target);
        thread.EnterCriticalRegion();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CheckFlags(uint flags, ref EX_PUSH_LOCK target)
    {
        if ((flags & ~KnownFlags) != 0)
            ThrowFlags(flags, ref target);
    }

    /// <summary>The address at this moment, for bug check parameters; the garbage collector may move the lock afterwards.</summary>
    public static unsafe ulong AddressOf(ref EX_PUSH_LOCK target) => (ulong)Unsafe.AsPointer(ref target);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AcquireExclusiveChecked(KernelThread thread, ref EX_PUSH_LOCK target)
    {
        PushLockVerification.BeforeAcquire(thread, ref target);
        if (FastAtomics.IsUsable)
            PushLock<FastAtomics>.AcquireExclusive(ref target.Word);
        else
            PushLock<PortableAtomics>.AcquireExclusive(ref target.Word);
        PushLockVerification.AfterAcquireExclusive(thread, ref target);
    }

    [DoesNotReturn]
    private static void ThrowFlags(uint flags, ref EX_PUSH_LOCK target) =>
        BugCheckException.Throw(
            BugCheckCode.INVALID_PUSH_LOCK_FLAGS, null, $"push lock flags 0x{flags:X} have bits outside 0x{KnownFlags:X}", flags, AddressOf(ref target));
}
