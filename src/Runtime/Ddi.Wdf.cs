namespace DdiCompliance;

public static partial class Ddi
{
    /// <summary>Makes a framework wait lock. IRQL &lt;= DISPATCH_LEVEL. Source: nf-wdfsync-wdfwaitlockcreate.</summary>
    /// <param name="LockAttributes">Object attributes; not used.</param>
    /// <param name="Lock">Receives the lock.</param>
    /// <returns>STATUS_SUCCESS.</returns>
    public static NTSTATUS WdfWaitLockCreate(object? LockAttributes, out WDFWAITLOCK Lock)
    {
        Lock = new WDFWAITLOCK();
        return STATUS_SUCCESS;
    }

    /// <summary>
    /// Enters a critical region and acquires a wait lock. IRQL PASSIVE_LEVEL when it may wait, otherwise below DISPATCH_LEVEL. Not recursive.
    /// Source: nf-wdfsync-wdfwaitlockacquire.
    /// </summary>
    /// <param name="Lock">The lock.</param>
    /// <param name="Timeout">In units of 100 ns: null waits without a limit, 0 not at all, negative is relative, positive a system time (since 1601, UTC).</param>
    /// <returns>STATUS_SUCCESS when acquired; STATUS_TIMEOUT, which passes <see cref="NT_SUCCESS"/> too, when not: the region is left then.</returns>
    /// <exception cref="BugCheckException">0xBF when the caller owns it and would wait for ever; 0xB8 at DISPATCH_LEVEL and above, with verification 0xC4/0x3B.</exception>
    public static NTSTATUS WdfWaitLockAcquire(WDFWAITLOCK Lock, long? Timeout)
    {
        KernelThread thread = KernelThread.Current;
        if (Timeout is null && Lock.Object.Owner == thread)
        {
            BugCheckException.Throw(
                BugCheckCode.MUTEX_ALREADY_OWNED, RuleId.RecursiveExclusive, $"thread {thread.Id} acquires {Lock}, which it owns", Lock.Object.Number, thread.ResourceThread);
        }
        thread.Hot.EnterCriticalRegion();
        bool acquired = false;
        try
        {
            acquired = Dispatcher.Wait([Lock.Object], forAll: true, Timeout) >= 0;
        }
        finally
        {
            if (!acquired)
                thread.Hot.LeaveCriticalRegion();
        }
        if (acquired && DdiVerifier.IsOn)
            thread.Verified.Acquired(Lock.Object, exclusive: true);
        return acquired ? STATUS_SUCCESS : STATUS_TIMEOUT;
    }

    /// <summary>Releases a wait lock to the thread that has waited longest and leaves the critical region. IRQL &lt;= DISPATCH_LEVEL. Source: nf-wdfsync-wdfwaitlockrelease.</summary>
    /// <param name="Lock">The lock.</param>
    /// <exception cref="BugCheckException">0x162 when the caller does not own it; the region is not left then.</exception>
    public static void WdfWaitLockRelease(WDFWAITLOCK Lock)
    {
        KernelThread thread = KernelThread.Current;
        if (Lock.Object.Owner != thread)
        {
            BugCheckException.Throw(
                BugCheckCode.KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE, RuleId.ReleaseNotHeld, $"thread {thread.Id} releases {Lock}, which it does not own",
                thread.ResourceThread, Lock.Object.Number);
        }
        if (DdiVerifier.IsOn)
            thread.Verified.Released(Lock.Object);
        Dispatcher.Release(Lock.Object);
        MutexWaits.LeaveRegion(thread);
    }

    /// <summary>Raises to DISPATCH_LEVEL and acquires a framework spin lock. IRQL &lt;= DISPATCH_LEVEL. Source: nf-wdfsync-wdfspinlockacquire.</summary>
    /// <param name="SpinLock">The lock; it remembers the IRQL to restore.</param>
    /// <exception cref="BugCheckException">As <see cref="KeAcquireSpinLock"/>.</exception>
    public static void WdfSpinLockAcquire(WDFSPINLOCK SpinLock)
    {
        KeAcquireSpinLock(ref SpinLock.Lock, out byte old);
        SpinLock.OldIrql = old;
    }

    /// <summary>Releases a framework spin lock and restores the IRQL. IRQL = DISPATCH_LEVEL. Source: nf-wdfsync-wdfspinlockrelease.</summary>
    /// <param name="SpinLock">The lock.</param>
    /// <exception cref="BugCheckException">As <see cref="KeReleaseSpinLock"/>.</exception>
    public static void WdfSpinLockRelease(WDFSPINLOCK SpinLock) => KeReleaseSpinLock(ref SpinLock.Lock, SpinLock.OldIrql);

    /// <summary>
    /// Acquires the lock of a framework object. Passive-level objects: enters a critical region and takes a mutex, IRQL &lt;= APC_LEVEL; others: raises to
    /// DISPATCH_LEVEL and takes a spin lock. Source: nf-wdfsync-wdfobjectacquirelock.
    /// </summary>
    /// <param name="Object">The device or queue.</param>
    /// <exception cref="BugCheckException">As <see cref="ExAcquireFastMutex"/> or <see cref="KeAcquireSpinLock"/>.</exception>
    public static void WdfObjectAcquireLock(WDFOBJECT Object)
    {
        if (Object.Mutex is { } mutex)
        {
            KernelThread thread = KernelThread.Current;
            MutexRoutines.EnterInRegion(thread, mutex);
            return;
        }
        KeAcquireSpinLock(ref Object.Lock, out byte old);
        Object.OldIrql = old;
    }

    /// <summary>Releases the lock of a framework object and undoes its region or IRQL. Source: nf-wdfsync-wdfobjectreleaselock.</summary>
    /// <param name="Object">The device or queue.</param>
    /// <exception cref="BugCheckException">As <see cref="ExReleaseFastMutex"/> or <see cref="KeReleaseSpinLock"/>.</exception>
    public static void WdfObjectReleaseLock(WDFOBJECT Object)
    {
        if (Object.Mutex is { } mutex)
        {
            KernelThread thread = KernelThread.Current;
            mutex.Exit(thread);
            thread.Hot.LeaveCriticalRegion();
            return;
        }
        KeReleaseSpinLock(ref Object.Lock, Object.OldIrql);
    }

    /// <summary>
    /// Acquires an interrupt's lock: raises to its DIRQL and takes its spin lock; a passive-level interrupt at PASSIVE_LEVEL instead takes a mutex and changes neither
    /// IRQL nor region. Source: nf-wdfinterrupt-wdfinterruptacquirelock.
    /// </summary>
    /// <param name="Interrupt">The interrupt.</param>
    /// <exception cref="BugCheckException">As <see cref="ExAcquireFastMutex"/> or <see cref="KeAcquireInterruptSpinLock"/>.</exception>
    public static void WdfInterruptAcquireLock(WDFINTERRUPT Interrupt)
    {
        if (Interrupt.Mutex is { } mutex)
        {
            KernelThread thread = KernelThread.Current;
            MutexRoutines.CheckAcquireIrql(thread, mutex);
            mutex.Enter(thread);
            Interrupt.InRegion = false;
            return;
        }
        byte old = KeAcquireInterruptSpinLock(Interrupt.Interrupt);
        Interrupt.OldIrql = old;
    }

    /// <summary>Acquires a passive-level interrupt's lock if it is free, and then is in a critical region. IRQL PASSIVE_LEVEL. Source: nf-wdfinterrupt-wdfinterrupttrytoacquirelock.</summary>
    /// <param name="Interrupt">The interrupt.</param>
    /// <returns>true when the caller owns it now; false when anybody owned it before: the region is not entered then.</returns>
    /// <exception cref="BugCheckException">0x10D for an interrupt that is not handled at passive level; as <see cref="ExTryToAcquireFastMutex"/>.</exception>
    public static bool WdfInterruptTryToAcquireLock(WDFINTERRUPT Interrupt)
    {
        if (Interrupt.Mutex is not { } mutex)
        {
            BugCheckException.Throw(BugCheckCode.WDF_VIOLATION, null, "only the lock of a passive-level interrupt can be tried");
            return false;
        }
        KernelThread thread = KernelThread.Current;
        MutexRoutines.CheckAcquireIrql(thread, mutex);
        if (!mutex.TryEnter(thread))
            return false;
        Interrupt.InRegion = true;
        thread.Hot.EnterCriticalRegion();
        return true;
    }

    /// <summary>Releases an interrupt's lock and undoes what its acquisition did to IRQL and region. Source: nf-wdfinterrupt-wdfinterruptreleaselock.</summary>
    /// <param name="Interrupt">The interrupt.</param>
    /// <exception cref="BugCheckException">As <see cref="ExReleaseFastMutex"/> or <see cref="KeReleaseInterruptSpinLock"/>.</exception>
    public static void WdfInterruptReleaseLock(WDFINTERRUPT Interrupt)
    {
        if (Interrupt.Mutex is not { } mutex)
        {
            KeReleaseInterruptSpinLock(Interrupt.Interrupt, Interrupt.OldIrql);
            return;
        }
        KernelThread thread = KernelThread.Current;
        bool inRegion = Interrupt.InRegion;
        mutex.Exit(thread);
        if (inRegion)
            thread.Hot.LeaveCriticalRegion();
    }
}
