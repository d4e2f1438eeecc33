using System.Runtime.CompilerServices;
using DdiCompliance.PushLocks;

namespace DdiCompliance;

public static partial class Ddi
{
    /// <summary>Push lock flag: boost the owner's priority. Deprecated by the documentation and without effect.</summary>
    public const uint FLT_PUSH_LOCK_ENABLE_AUTO_BOOST = 1;

    /// <summary>Push lock flag: do not boost the owner's priority. Without effect here, as priorities are not modelled.</summary>
    public const uint FLT_PUSH_LOCK_DISABLE_AUTO_BOOST = 2;

    /// <summary>Initialises a push lock: clears the word. Zero-initialised storage needs no call. IRQL &lt;= APC_LEVEL. Source: nf-wdm-exinitializepushlock.</summary>
    /// <param name="PushLock">The lock. Whatever it held before is forgotten, threads that wait included.</param>
    public static void ExInitializePushLock(ref EX_PUSH_LOCK PushLock) => PushLock = default;

    /// <summary>
    /// Acquires a push lock exclusively; waits while anybody holds it. The caller has disabled normal kernel APCs before. IRQL &lt;= APC_LEVEL.
    /// Not recursive: a thread that holds the lock in any mode hangs. No order among waiters is promised. Source: nf-wdm-exacquirepushlockexclusive.
    /// </summary>
    /// <param name="Lock">The lock.</param>
    /// <exception cref="BugCheckException">0x192 above APC_LEVEL; with verification 0xC4/0xEA when normal APCs are enabled, 0xC4/0x1000 for a holder that would hang.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ExAcquirePushLockExclusive(ref EX_PUSH_LOCK Lock) => PushLockRoutines.AcquireExclusive(ref Lock);

    /// <summary>
    /// Acquires a push lock shared; waits while it is held exclusively or any thread waits for it. The caller has disabled normal kernel APCs before.
    /// IRQL &lt;= APC_LEVEL. A shared holder may acquire it again, one release each, unless a thread waits: then it hangs. Source: nf-wdm-exacquirepushlockshared.
    /// </summary>
    /// <param name="Lock">The lock.</param>
    /// <exception cref="BugCheckException">0x192 above APC_LEVEL; with verification 0xC4/0xEA when normal APCs are enabled, 0xC4/0x1000 for a holder that would hang.</exception>
    /// <exception cref="InvalidOperationException">The lock is already held shared 16 384 times.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ExAcquirePushLockShared(ref EX_PUSH_LOCK Lock) => PushLockRoutines.AcquireShared(ref Lock);

    /// <summary>Releases an exclusive hold. Normal kernel APCs stay disabled. IRQL &lt;= DISPATCH_LEVEL. Source: nf-wdm-exreleasepushlockexclusive.</summary>
    /// <param name="Lock">The lock.</param>
    /// <exception cref="BugCheckException">
    /// 0x162 when nobody holds it exclusively, with verification also when another thread does; with verification 0xC4/0xEB when normal APCs are enabled.
    /// </exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ExReleasePushLockExclusive(ref EX_PUSH_LOCK Lock) => PushLockRoutines.ReleaseExclusive(ref Lock);

    /// <summary>Releases one shared hold. Normal kernel APCs stay disabled. IRQL &lt;= DISPATCH_LEVEL. Source: nf-wdm-exreleasepushlockshared.</summary>
    /// <param name="Lock">The lock.</param>
    /// <exception cref="BugCheckException">0x162 when nobody holds it shared; with verification 0xC4/0xEB when normal APCs are enabled.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ExReleasePushLockShared(ref EX_PUSH_LOCK Lock) => PushLockRoutines.ReleaseShared(ref Lock);

    /// <summary>As <see cref="ExAcquirePushLockExclusive"/>, with flags. Source: wdm.h, the function behind the macro.</summary>
    /// <param name="Lock">The lock.</param>
    /// <param name="Flags">0, <see cref="FLT_PUSH_LOCK_ENABLE_AUTO_BOOST"/> or <see cref="FLT_PUSH_LOCK_DISABLE_AUTO_BOOST"/>; the same at the release.</param>
    /// <exception cref="BugCheckException">0x152 for other flags; and as the macro.</exception>
    public static void ExAcquirePushLockExclusiveEx(ref EX_PUSH_LOCK Lock, uint Flags)
    {
        PushLockRoutines.CheckFlags(Flags, ref Lock);
        PushLockRoutines.AcquireExclusive(ref Lock);
    }

    /// <summary>As <see cref="ExAcquirePushLockShared"/>, with flags. Source: wdm.h, the function behind the macro.</summary>
    /// <param name="Lock">The lock.</param>
    /// <param name="Flags">As for <see cref="ExAcquirePushLockExclusiveEx"/>.</param>
    /// <exception cref="BugCheckException">0x152 for other flags; and as the macro.</exception>
    public static void ExAcquirePushLockSharedEx(ref EX_PUSH_LOCK Lock, uint Flags)
    {
        PushLockRoutines.CheckFlags(Flags, ref Lock);
        PushLockRoutines.AcquireShared(ref Lock);
    }

    /// <summary>As <see cref="ExReleasePushLockExclusive"/>, with flags. Source: wdm.h, the function behind the macro.</summary>
    /// <param name="Lock">The lock.</param>
    /// <param name="Flags">The flags of the acquire.</param>
    /// <exception cref="BugCheckException">0x152 for other flags; and as the macro.</exception>
    public static void ExReleasePushLockExclusiveEx(ref EX_PUSH_LOCK Lock, uint Flags)
    {
        PushLockRoutines.CheckFlags(Flags, ref Lock);
        PushLockRoutines.ReleaseExclusive(ref Lock);
    }

    /// <summary>As <see cref="ExReleasePushLockShared"/>, with flags. Source: wdm.h, the function behind the macro.</summary>
    /// <param name="Lock">The lock.</param>
    /// <param name="Flags">The flags of the acquire.</param>
    /// <exception cref="BugCheckException">0x152 for other flags; and as the macro.</exception>
    public static void ExReleasePushLockSharedEx(ref EX_PUSH_LOCK Lock, uint Flags)
    {
        PushLockRoutines.CheckFlags(Flags, ref Lock);
        PushLockRoutines.ReleaseShared(ref Lock);
    }

    /// <summary>Initialises a push lock: clears the word. IRQL &lt;= APC_LEVEL. Source: nf-fltkernel-fltinitializepushlock.</summary>
    /// <param name="PushLock">The lock. Whatever it held before is forgotten, threads that wait included.</param>
    public static void FltInitializePushLock(ref EX_PUSH_LOCK PushLock) => PushLock = default;

    /// <summary>Ends the use of a push lock; its storage may be freed or initialised again. IRQL &lt;= APC_LEVEL. Source: nf-fltkernel-fltdeletepushlock.</summary>
    /// <param name="PushLock">The lock. Deleting it while it is held has no effect on the holder, as on NT.</param>
    /// <exception cref="BugCheckException">With verification 0xC4/0x100B when it is held or waited for.</exception>
    public static void FltDeletePushLock(ref EX_PUSH_LOCK PushLock)
    {
        if (DdiVerifier.IsOn)
            PushLockVerification.BeforeDelete(ref PushLock);
    }

    /// <summary>
    /// Enters a critical region, then acquires a push lock exclusively, waiting while anybody holds it. IRQL &lt;= APC_LEVEL. Not recursive.
    /// Source: nf-fltkernel-fltacquirepushlockexclusive.
    /// </summary>
    /// <param name="PushLock">The lock.</param>
    /// <exception cref="BugCheckException">0x192 above APC_LEVEL (the region is not entered then); with verification 0xC4/0x1000 for a holder that would hang.</exception>
    public static void FltAcquirePushLockExclusive(ref EX_PUSH_LOCK PushLock) => FltAcquirePushLockExclusiveEx(ref PushLock, 0);

    /// <summary>
    /// Enters a critical region, then acquires a push lock shared, waiting while it is held exclusively or any thread waits for it. IRQL &lt;= APC_LEVEL.
    /// Source: nf-fltkernel-fltacquirepushlockshared.
    /// </summary>
    /// <param name="PushLock">The lock.</param>
    /// <exception cref="BugCheckException">0x192 above APC_LEVEL (the region is not entered then); with verification 0xC4/0x1000 for a holder that would hang.</exception>
    /// <exception cref="InvalidOperationException">The lock is already held shared 16 384 times; the region is left again.</exception>
    public static void FltAcquirePushLockShared(ref EX_PUSH_LOCK PushLock) => FltAcquirePushLockSharedEx(ref PushLock, 0);

    /// <summary>Releases a push lock, whichever way it is held, then leaves the critical region. IRQL &lt;= APC_LEVEL. Source: nf-fltkernel-fltreleasepushlock.</summary>
    /// <param name="PushLock">The lock.</param>
    /// <exception cref="BugCheckException">0x162 when nobody holds it (the region is not left then); with verification also when another thread holds it exclusively.</exception>
    public static void FltReleasePushLock(ref EX_PUSH_LOCK PushLock) => FltReleasePushLockEx(ref PushLock, 0);

    /// <summary>As <see cref="FltAcquirePushLockExclusive"/>, with flags. Source: nf-fltkernel-fltacquirepushlockexclusiveex.</summary>
    /// <param name="PushLock">The lock.</param>
    /// <param name="Flags">0, <see cref="FLT_PUSH_LOCK_ENABLE_AUTO_BOOST"/> or <see cref="FLT_PUSH_LOCK_DISABLE_AUTO_BOOST"/>; the same at the release.</param>
    /// <exception cref="BugCheckException">0x152 for other flags; and as <see cref="FltAcquirePushLockExclusive"/>.</exception>
    public static void FltAcquirePushLockExclusiveEx(ref EX_PUSH_LOCK PushLock, uint Flags)
    {
        PushLockRoutines.CheckFlags(Flags, ref PushLock);
        PushLockRoutines.EnterRegionAndAcquireExclusive(ref PushLock);
    }

    /// <summary>As <see cref="FltAcquirePushLockShared"/>, with flags. Source: nf-fltkernel-fltacquirepushlocksharedex.</summary>
    /// <param name="PushLock">The lock.</param>
    /// <param name="Flags">As for <see cref="FltAcquirePushLockExclusiveEx"/>.</param>
    /// <exception cref="BugCheckException">0x152 for other flags; and as <see cref="FltAcquirePushLockShared"/>.</exception>
    public static void FltAcquirePushLockSharedEx(ref EX_PUSH_LOCK PushLock, uint Flags)
    {
        PushLockRoutines.CheckFlags(Flags, ref PushLock);
        PushLockRoutines.EnterRegionAndAcquireShared(ref PushLock);
    }

    /// <summary>As <see cref="FltReleasePushLock"/>, with flags. Source: nf-fltkernel-fltreleasepushlockex.</summary>
    /// <param name="PushLock">The lock.</param>
    /// <param name="Flags">The flags of the acquire.</param>
    /// <exception cref="BugCheckException">0x152 for other flags; and as <see cref="FltReleasePushLock"/>.</exception>
    public static void FltReleasePushLockEx(ref EX_PUSH_LOCK PushLock, uint Flags)
    {
        PushLockRoutines.CheckFlags(Flags, ref PushLock);
        PushLockRoutines.ReleaseAny(ref PushLock);
        KernelThread.CurrentHot.LeaveCriticalRegion();
    }

    /// <summary>Allocates and initialises an auto-expand push lock. IRQL &lt;= APC_LEVEL. Source: nf-ntifs-fsrtlallocateaepushlock.</summary>
    /// <param name="PoolType">No effect.</param>
    /// <param name="Tag">The pool tag, not 0.</param>
    /// <returns>The lock; never null here.</returns>
    /// <exception cref="BugCheckException">0xC2 for tag 0.</exception>
    public static AE_PUSH_LOCK FsRtlAllocateAePushLock(POOL_TYPE PoolType, uint Tag)
    {
        if (Tag == 0)
            BugCheckException.Throw(BugCheckCode.BAD_POOL_CALLER, null, "an auto-expand push lock is allocated with pool tag 0", 0x9B, (uint)PoolType);
        return new AE_PUSH_LOCK(PoolType, Tag);
    }

    /// <summary>Frees an auto-expand push lock. IRQL &lt;= APC_LEVEL. Source: nf-ntifs-fsrtlfreeaepushlock.</summary>
    /// <param name="AePushLock">The lock.</param>
    /// <exception cref="BugCheckException">0xC2 when it was freed before; with verification 0xC4/0x100B when it is held or waited for.</exception>
    public static void FsRtlFreeAePushLock(AE_PUSH_LOCK AePushLock)
    {
        if (DdiVerifier.IsOn && !AePushLock.IsFreed)
            PushLockVerification.BeforeDelete(ref AePushLock.Lock);
        if (!AePushLock.TryFree())
            BugCheckException.Throw(BugCheckCode.BAD_POOL_CALLER, RuleId.UsedAfterDelete, "an auto-expand push lock is freed twice", 0x7, 0, AePushLock.Tag);
    }
}
