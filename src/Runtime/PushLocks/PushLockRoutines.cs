using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace DdiCompliance.PushLocks;

/// <summary>What the push lock routines share: the mode of this process, the checks before and after, and the bug checks.</summary>
internal static class PushLockRoutines
{
    /// <summary>The flag bits that the Ex forms know; both only concern the priority boost, which this library does not model.</summary>
    public const uint KnownFlags = 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AcquireExclusive(ref EX_PUSH_LOCK target)
    {
        if (DdiVerifier.IsOn || RaisedIrql.WasAboveApc)
            AcquireExclusiveChecked(ref target);
        else
            AcquireExclusiveUnchecked(ref target, PushLockWord.Anonymous);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AcquireShared(ref EX_PUSH_LOCK target)
    {
        if (DdiVerifier.IsOn || RaisedIrql.WasAboveApc)
            AcquireSharedChecked(ref target);
        else
            AcquireSharedUnchecked(ref target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AcquireExclusiveUnchecked(ref EX_PUSH_LOCK target, uint owner)
    {
        if (Platform.PlainRelease)
            PushLock<FastAtomics>.AcquireExclusive(ref target.Word, owner);
        else
            PushLock<PortableAtomics>.AcquireExclusive(ref target.Word, owner);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AcquireSharedUnchecked(ref EX_PUSH_LOCK target)
    {
        if (Platform.PlainRelease)
            PushLock<FastAtomics>.AcquireShared(ref target.Word);
        else
            PushLock<PortableAtomics>.AcquireShared(ref target.Word);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReleaseExclusive(ref EX_PUSH_LOCK target)
    {
        if (DdiVerifier.IsOn || ReadOwner(ref target) == 0)
            PushLockVerification.BeforeReleaseExclusive(ref target);
        if (Platform.PlainRelease)
            PushLock<FastAtomics>.ReleaseExclusive(ref target.Word);
        else
            PushLock<PortableAtomics>.ReleaseExclusive(ref target.Word);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReleaseShared(ref EX_PUSH_LOCK target)
    {
        if (DdiVerifier.IsOn)
            PushLockVerification.BeforeReleaseShared(ref target);
        bool wasShared = Platform.PlainRelease
            ? PushLock<FastAtomics>.ReleaseShared(ref target.Word)
            : PushLock<PortableAtomics>.ReleaseShared(ref target.Word);
        if (!wasShared)
            PushLockVerification.ThrowNotHeld(ref target, exclusive: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadOwner(ref EX_PUSH_LOCK target) =>
        Platform.PlainRelease ? FastAtomics.ReadOwner(ref target.Word) : PortableAtomics.ReadOwner(ref target.Word);

    /// <summary>
    /// Releases whichever hold there is; the caller has one. Granted certainly is an exclusive hold, and excludes shares (I2). Without it Owner may be a writer that tries
    /// beside the caller's share, or an exclusive hold of an Ex routine beside a reader that tries: both take themselves back at once.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReleaseAny(ref EX_PUSH_LOCK target)
    {
        uint owner = ReadOwner(ref target);
        if (PushLockWord.IsGranted(owner) || (owner != 0 && IsHeldExclusively(ref target)))
            ReleaseExclusive(ref target);
        else
            ReleaseShared(ref target);
    }

    /// <summary>Marks the caller's exclusive hold as one, for <see cref="ReleaseAny"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Confirm(ref EX_PUSH_LOCK target)
    {
        if (Platform.PlainRelease)
            FastAtomics.Confirm(ref target.Word);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsHeldExclusively(ref EX_PUSH_LOCK target)
    {
        for (int step = 0; ; step++)
        {
            ulong word = Volatile.Read(ref target.Word);
            if (!PushLockWord.HasOwner(word))
                return false;
            if (PushLockWord.IsGranted(PushLockWord.Owner(word)) || !PushLockWord.HasShares(word))
                return true;
            SpinPause.Once(step);
        }
    }

    /// <summary>An Flt acquire: region, then lock. Anything out of the ordinary is one call, so that the JIT keeps the thread's storage at hand (ERESOURCE.Fast.cs).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void EnterRegionAndAcquireExclusive(ref EX_PUSH_LOCK target)
    {
        ref ThreadBlock me = ref KernelThread.CurrentHot;
        if (DdiVerifier.IsOn || me.Irql > Ddi.APC_LEVEL || Unsafe.IsNullRef(ref target))
        {
            EnterRegionAndAcquireChecked(ref target, exclusive: true);
            return;
        }
        me.EnterCriticalRegionUnchecked();
        AcquireExclusiveUnchecked(ref target, PushLockWord.Anonymous);
        Confirm(ref target);
    }

    /// <summary>As <see cref="EnterRegionAndAcquireExclusive"/>, shared.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void EnterRegionAndAcquireShared(ref EX_PUSH_LOCK target)
    {
        ref ThreadBlock me = ref KernelThread.CurrentHot;
        if (DdiVerifier.IsOn || me.Irql > Ddi.APC_LEVEL || Unsafe.IsNullRef(ref target))
        {
            EnterRegionAndAcquireChecked(ref target, exclusive: false);
            return;
        }
        me.EnterCriticalRegionUnchecked();
        bool granted = Platform.PlainRelease
            ? PushLock<FastAtomics>.TryCountShare(ref target.Word)
            : PushLock<PortableAtomics>.TryCountShare(ref target.Word);
        if (!granted)
            AcquireSharedRefusedInRegion(ref target);
    }

    /// <summary>Waits; or leaves the region again when there are too many shares.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AcquireSharedRefusedInRegion(ref EX_PUSH_LOCK target)
    {
        try
        {
            if (Platform.PlainRelease)
                PushLock<FastAtomics>.AcquireSharedRefused(ref target.Word);
            else
                PushLock<PortableAtomics>.AcquireSharedRefused(ref target.Word);
        }
        catch
        {
            KernelThread.CurrentHot.KernelApcDisable++;
            throw;
        }
    }

    /// <summary>All checks come first: a bug check must not leave the caller in a region. Without verification only the IRQL or null leads here, and both throw.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void EnterRegionAndAcquireChecked(ref EX_PUSH_LOCK target, bool exclusive)
    {
        if (Unsafe.IsNullRef(ref target))
            throw new NullReferenceException();
        PushLockVerification.BeforeFltAcquire(ref target, exclusive);
        KernelThread.CurrentHot.EnterCriticalRegion();
        if (!exclusive)
        {
            AcquireSharedVerifiedInRegion(ref target);
            return;
        }
        PushLockVerification.AcquireExclusive(ref target);
        Confirm(ref target);
    }

    private static void AcquireSharedVerifiedInRegion(ref EX_PUSH_LOCK target)
    {
        try
        {
            PushLockVerification.AcquireShared(ref target);
        }
        catch
        {
            KernelThread.CurrentHot.KernelApcDisable++;
            throw;
        }
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
    private static void AcquireExclusiveChecked(ref EX_PUSH_LOCK target)
    {
        PushLockVerification.BeforeAcquire(ref target, exclusive: true);
        if (DdiVerifier.IsOn)
            PushLockVerification.AcquireExclusive(ref target);
        else
            AcquireExclusiveUnchecked(ref target, PushLockWord.Anonymous);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AcquireSharedChecked(ref EX_PUSH_LOCK target)
    {
        PushLockVerification.BeforeAcquire(ref target, exclusive: false);
        if (DdiVerifier.IsOn)
            PushLockVerification.AcquireShared(ref target);
        else
            AcquireSharedUnchecked(ref target);
    }

    [DoesNotReturn]
    private static void ThrowFlags(uint flags, ref EX_PUSH_LOCK target) =>
        BugCheckException.Throw(
            BugCheckCode.INVALID_PUSH_LOCK_FLAGS, null, $"push lock flags 0x{flags:X} have bits outside 0x{KnownFlags:X}", flags, AddressOf(ref target));
}
