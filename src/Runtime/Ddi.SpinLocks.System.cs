namespace DdiCompliance;

public static partial class Ddi
{
    /// <summary>The numbered locks; the cancel and VPB spin locks are two of them.</summary>
    private static readonly KSPIN_LOCK[] s_systemLocks = new KSPIN_LOCK[(int)KSPIN_LOCK_QUEUE_NUMBER.LockQueueBcbLock + 1];

    /// <summary>Raises to DISPATCH_LEVEL and acquires the system's cancel spin lock. IRQL &lt;= DISPATCH_LEVEL. Source: nf-wdm-ioacquirecancelspinlock.</summary>
    /// <param name="Irql">Receives the level to restore.</param>
    /// <exception cref="BugCheckException">0xF when the caller owns it; 0x9 above DISPATCH_LEVEL, with verification 0xC4/0x42.</exception>
    public static void IoAcquireCancelSpinLock(out byte Irql) => Irql = KeAcquireQueuedSpinLock(KSPIN_LOCK_QUEUE_NUMBER.LockQueueIoCancelLock);

    /// <summary>Releases the cancel spin lock and restores the IRQL. IRQL = DISPATCH_LEVEL. Source: nf-wdm-ioreleasecancelspinlock.</summary>
    /// <param name="Irql">The level that the acquire returned; in a cancel routine the IRP's CancelIrql.</param>
    /// <exception cref="BugCheckException">0x10 when the caller does not own it; as <see cref="KeReleaseSpinLock"/>.</exception>
    public static void IoReleaseCancelSpinLock(byte Irql) => KeReleaseQueuedSpinLock(KSPIN_LOCK_QUEUE_NUMBER.LockQueueIoCancelLock, Irql);

    /// <summary>Raises to DISPATCH_LEVEL and acquires the system's volume parameter block spin lock. IRQL &lt;= DISPATCH_LEVEL. Source: nf-ntifs-ioacquirevpbspinlock.</summary>
    /// <param name="Irql">Receives the level to restore.</param>
    /// <exception cref="BugCheckException">As <see cref="IoAcquireCancelSpinLock"/>.</exception>
    public static void IoAcquireVpbSpinLock(out byte Irql) => Irql = KeAcquireQueuedSpinLock(KSPIN_LOCK_QUEUE_NUMBER.LockQueueIoVpbLock);

    /// <summary>Releases the volume parameter block spin lock and restores the IRQL. IRQL = DISPATCH_LEVEL. Source: nf-ntifs-ioreleasevpbspinlock.</summary>
    /// <param name="Irql">The level that the acquire returned.</param>
    /// <exception cref="BugCheckException">As <see cref="IoReleaseCancelSpinLock"/>.</exception>
    public static void IoReleaseVpbSpinLock(byte Irql) => KeReleaseQueuedSpinLock(KSPIN_LOCK_QUEUE_NUMBER.LockQueueIoVpbLock, Irql);

    /// <summary>Raises to DISPATCH_LEVEL and acquires a numbered lock. Reserved for the system. Source: nf-ntifs-keacquirequeuedspinlock.</summary>
    /// <param name="Number">Which lock.</param>
    /// <returns>The level to restore.</returns>
    /// <exception cref="BugCheckException">As <see cref="KeAcquireSpinLock"/>.</exception>
    public static byte KeAcquireQueuedSpinLock(KSPIN_LOCK_QUEUE_NUMBER Number) => KeAcquireSpinLockRaiseToDpc(ref s_systemLocks[(int)Number]);

    /// <summary>Releases a numbered lock and restores the IRQL. Reserved for the system. Source: nf-ntifs-kereleasequeuedspinlock.</summary>
    /// <param name="Number">Which lock.</param>
    /// <param name="OldIrql">The level that the acquire returned.</param>
    /// <exception cref="BugCheckException">As <see cref="KeReleaseSpinLock"/>.</exception>
    public static void KeReleaseQueuedSpinLock(KSPIN_LOCK_QUEUE_NUMBER Number, byte OldIrql) => KeReleaseSpinLock(ref s_systemLocks[(int)Number], OldIrql);

    /// <summary>Acquires a numbered lock if it is free; only then raises to DISPATCH_LEVEL. Reserved for the system. Source: nf-ntifs-ketrytoacquirequeuedspinlock.</summary>
    /// <param name="Number">Which lock.</param>
    /// <param name="OldIrql">Receives the level to restore when the lock was acquired, otherwise the current level.</param>
    /// <returns>true when the caller owns it now.</returns>
    /// <exception cref="BugCheckException">0x9 above DISPATCH_LEVEL, with verification 0xC4/0x42.</exception>
    public static bool KeTryToAcquireQueuedSpinLock(KSPIN_LOCK_QUEUE_NUMBER Number, out byte OldIrql)
    {
        KernelThread thread = KernelThread.Current;
        OldIrql = SpinIrql.Raise(thread);
        if (KernelSpinLock.TryAcquire(ref s_systemLocks[(int)Number], thread))
            return true;
        thread.Hot.LowerIrql(OldIrql);
        return false;
    }

    /// <summary>Raises to an interrupt's DIRQL and acquires its spin lock. IRQL &lt;= DIRQL. Source: nf-wdm-keacquireinterruptspinlock.</summary>
    /// <param name="Interrupt">The interrupt.</param>
    /// <returns>The level to restore.</returns>
    /// <exception cref="BugCheckException">0x9 for a passive-level interrupt, which has no spin lock, and above its DIRQL; 0xF when the caller owns it.</exception>
    public static byte KeAcquireInterruptSpinLock(KINTERRUPT Interrupt)
    {
        KernelThread thread = KernelThread.Current;
        if (Interrupt.SynchronizeIrql == PASSIVE_LEVEL)
        {
            BugCheckException.Throw(
                BugCheckCode.IRQL_NOT_GREATER_OR_EQUAL, RuleId.IrqlTooHigh, "a passive-level interrupt has no spin lock", thread.Hot.Irql, PASSIVE_LEVEL);
        }
        KernelSpinLock.CheckNotOwner(ref Interrupt.Lock, thread);
        byte old = SpinIrql.Raise(thread, Interrupt.SynchronizeIrql);
        KernelSpinLock.Acquire(ref Interrupt.Lock, thread);
        return old;
    }

    /// <summary>Releases an interrupt's spin lock and restores the IRQL. IRQL = DIRQL. Source: nf-wdm-kereleaseinterruptspinlock.</summary>
    /// <param name="Interrupt">The interrupt.</param>
    /// <param name="OldIrql">The level that the acquire returned.</param>
    /// <exception cref="BugCheckException">0x10 when the caller does not own it; 0xA when <paramref name="OldIrql"/> is above the current level.</exception>
    public static void KeReleaseInterruptSpinLock(KINTERRUPT Interrupt, byte OldIrql)
    {
        KernelThread thread = KernelThread.Current;
        SpinIrql.CheckRestore(thread, OldIrql, Interrupt.SynchronizeIrql);
        KernelSpinLock.Release(ref Interrupt.Lock, thread);
        thread.Hot.LowerIrql(OldIrql);
    }

    /// <summary>Raises to DISPATCH_LEVEL and acquires a reader/writer spin lock exclusively. IRQL &lt;= DISPATCH_LEVEL. Source: nf-wdm-exacquirespinlockexclusive.</summary>
    /// <param name="SpinLock">The lock.</param>
    /// <returns>The level to restore.</returns>
    /// <exception cref="BugCheckException">0xF when the caller owns it exclusively; 0x9 above DISPATCH_LEVEL, with verification 0xC4/0x42.</exception>
    public static byte ExAcquireSpinLockExclusive(ref EX_SPIN_LOCK SpinLock)
    {
        KernelThread thread = KernelThread.Current;
        RwSpinLock.CheckNotOwner(ref SpinLock, thread);
        byte old = SpinIrql.Raise(thread);
        RwSpinLock.AcquireExclusive(ref SpinLock, thread);
        return old;
    }

    /// <summary>Acquires a reader/writer spin lock exclusively without touching the IRQL. IRQL &gt;= DISPATCH_LEVEL. Source: nf-wdm-exacquirespinlockexclusiveatdpclevel.</summary>
    /// <param name="SpinLock">The lock.</param>
    /// <exception cref="BugCheckException">0xF when the caller owns it exclusively; with verification 0xC4/0x40 below DISPATCH_LEVEL.</exception>
    public static void ExAcquireSpinLockExclusiveAtDpcLevel(ref EX_SPIN_LOCK SpinLock)
    {
        KernelThread thread = KernelThread.Current;
        SpinIrql.CheckAtDispatch(thread, acquires: true);
        RwSpinLock.CheckNotOwner(ref SpinLock, thread);
        RwSpinLock.AcquireExclusive(ref SpinLock, thread);
    }

    /// <summary>Releases an exclusive hold of a reader/writer spin lock and restores the IRQL. IRQL = DISPATCH_LEVEL. Source: nf-wdm-exreleasespinlockexclusive.</summary>
    /// <param name="SpinLock">The lock.</param>
    /// <param name="OldIrql">The level that the acquire returned.</param>
    /// <exception cref="BugCheckException">As <see cref="KeReleaseSpinLock"/>; 0x10 when the caller does not hold it exclusively.</exception>
    public static void ExReleaseSpinLockExclusive(ref EX_SPIN_LOCK SpinLock, byte OldIrql)
    {
        KernelThread thread = KernelThread.Current;
        SpinIrql.CheckRestore(thread, OldIrql);
        RwSpinLock.ReleaseExclusive(ref SpinLock, thread);
        thread.Hot.LowerIrql(OldIrql);
    }

    /// <summary>Releases an exclusive hold of a reader/writer spin lock without touching the IRQL. IRQL &gt;= DISPATCH_LEVEL. Source: nf-wdm-exreleasespinlockexclusivefromdpclevel.</summary>
    /// <param name="SpinLock">The lock.</param>
    /// <exception cref="BugCheckException">0x10 when the caller does not hold it exclusively; with verification 0xC4/0x41 below DISPATCH_LEVEL.</exception>
    public static void ExReleaseSpinLockExclusiveFromDpcLevel(ref EX_SPIN_LOCK SpinLock)
    {
        KernelThread thread = KernelThread.Current;
        SpinIrql.CheckAtDispatch(thread, acquires: false);
        RwSpinLock.ReleaseExclusive(ref SpinLock, thread);
    }

    /// <summary>
    /// Raises to DISPATCH_LEVEL and acquires a reader/writer spin lock shared; waits while it is held exclusively or a writer waits. IRQL &lt;= DISPATCH_LEVEL.
    /// Source: nf-wdm-exacquirespinlockshared.
    /// </summary>
    /// <param name="SpinLock">The lock.</param>
    /// <returns>The level to restore.</returns>
    /// <exception cref="BugCheckException">As <see cref="ExAcquireSpinLockExclusive"/>.</exception>
    public static byte ExAcquireSpinLockShared(ref EX_SPIN_LOCK SpinLock)
    {
        KernelThread thread = KernelThread.Current;
        RwSpinLock.CheckNotOwner(ref SpinLock, thread);
        byte old = SpinIrql.Raise(thread);
        RwSpinLock.AcquireShared(ref SpinLock);
        return old;
    }

    /// <summary>Acquires a reader/writer spin lock shared without touching the IRQL. IRQL &gt;= DISPATCH_LEVEL. Source: nf-wdm-exacquirespinlocksharedatdpclevel.</summary>
    /// <param name="SpinLock">The lock.</param>
    /// <exception cref="BugCheckException">As <see cref="ExAcquireSpinLockExclusiveAtDpcLevel"/>.</exception>
    public static void ExAcquireSpinLockSharedAtDpcLevel(ref EX_SPIN_LOCK SpinLock)
    {
        KernelThread thread = KernelThread.Current;
        SpinIrql.CheckAtDispatch(thread, acquires: true);
        RwSpinLock.CheckNotOwner(ref SpinLock, thread);
        RwSpinLock.AcquireShared(ref SpinLock);
    }

    /// <summary>Releases a shared hold of a reader/writer spin lock and restores the IRQL. IRQL = DISPATCH_LEVEL. Source: nf-wdm-exreleasespinlockshared.</summary>
    /// <param name="SpinLock">The lock.</param>
    /// <param name="OldIrql">The level that the acquire returned.</param>
    /// <exception cref="BugCheckException">0x10 when nobody holds it shared; 0xA when <paramref name="OldIrql"/> is above the current level; with verification 0xC4/0x32 at another IRQL.</exception>
    public static void ExReleaseSpinLockShared(ref EX_SPIN_LOCK SpinLock, byte OldIrql)
    {
        KernelThread thread = KernelThread.Current;
        SpinIrql.CheckRestore(thread, OldIrql);
        RwSpinLock.ReleaseShared(ref SpinLock, thread);
        thread.Hot.LowerIrql(OldIrql);
    }

    /// <summary>Releases a shared hold of a reader/writer spin lock without touching the IRQL. IRQL &gt;= DISPATCH_LEVEL. Source: nf-wdm-exreleasespinlocksharedfromdpclevel.</summary>
    /// <param name="SpinLock">The lock.</param>
    /// <exception cref="BugCheckException">0x10 when nobody holds it shared; with verification 0xC4/0x41 below DISPATCH_LEVEL.</exception>
    public static void ExReleaseSpinLockSharedFromDpcLevel(ref EX_SPIN_LOCK SpinLock)
    {
        KernelThread thread = KernelThread.Current;
        SpinIrql.CheckAtDispatch(thread, acquires: false);
        RwSpinLock.ReleaseShared(ref SpinLock, thread);
    }

    /// <summary>
    /// Turns the caller's shared hold into an exclusive one if it is the only reader and no writer waits. IRQL = DISPATCH_LEVEL. Afterwards the exclusive
    /// release that matches the acquisition is due; after a failure still the shared one. Source: nf-wdm-extryconvertsharedspinlockexclusive.
    /// </summary>
    /// <param name="SpinLock">The lock.</param>
    /// <returns>true when the hold is exclusive now.</returns>
    /// <exception cref="BugCheckException">0x10 when nobody holds it shared.</exception>
    public static bool ExTryConvertSharedSpinLockExclusive(ref EX_SPIN_LOCK SpinLock) => RwSpinLock.TryConvert(ref SpinLock, KernelThread.Current);
}
