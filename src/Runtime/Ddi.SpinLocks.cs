using System.Diagnostics.CodeAnalysis;

namespace DdiCompliance;

public static partial class Ddi
{
    /// <summary>Initialises a spin lock: free. Any IRQL. Source: nf-wdm-keinitializespinlock.</summary>
    /// <param name="SpinLock">The lock.</param>
    public static void KeInitializeSpinLock(ref KSPIN_LOCK SpinLock) => SpinLock = default;

    /// <summary>Raises the IRQL to DISPATCH_LEVEL and acquires a spin lock. IRQL &lt;= DISPATCH_LEVEL. Not recursive. Source: nf-wdm-keacquirespinlock.</summary>
    /// <param name="SpinLock">The lock.</param>
    /// <param name="OldIrql">Receives the level to restore at the release. Never one variable for two locks.</param>
    /// <exception cref="BugCheckException">0xF when the caller owns it; 0x9 above DISPATCH_LEVEL, with verification 0xC4/0x42.</exception>
    public static void KeAcquireSpinLock(ref KSPIN_LOCK SpinLock, out byte OldIrql) => OldIrql = KeAcquireSpinLockRaiseToDpc(ref SpinLock);

    /// <summary>As <see cref="KeAcquireSpinLock"/>, returning the old level. Source: nf-wdm-keacquirespinlockraisetodpc.</summary>
    /// <param name="SpinLock">The lock.</param>
    /// <returns>The level to restore at the release.</returns>
    /// <exception cref="BugCheckException">As <see cref="KeAcquireSpinLock"/>.</exception>
    public static byte KeAcquireSpinLockRaiseToDpc(ref KSPIN_LOCK SpinLock)
    {
        KernelThread thread = KernelThread.Current;
        KernelSpinLock.CheckNotOwner(ref SpinLock, thread);
        byte old = SpinIrql.Raise(thread);
        KernelSpinLock.Acquire(ref SpinLock, thread);
        return old;
    }

    /// <summary>Acquires a spin lock without touching the IRQL. IRQL &gt;= DISPATCH_LEVEL. Source: nf-wdm-keacquirespinlockatdpclevel.</summary>
    /// <param name="SpinLock">The lock.</param>
    /// <exception cref="BugCheckException">0xF when the caller owns it; with verification 0xC4/0x40 below DISPATCH_LEVEL.</exception>
    public static void KeAcquireSpinLockAtDpcLevel(ref KSPIN_LOCK SpinLock)
    {
        KernelThread thread = KernelThread.Current;
        SpinIrql.CheckAtDispatch(thread, acquires: true);
        KernelSpinLock.CheckNotOwner(ref SpinLock, thread);
        KernelSpinLock.Acquire(ref SpinLock, thread);
    }

    /// <summary>Acquires a spin lock in a threaded DPC: raises to DISPATCH_LEVEL if the caller is below it. Source: nf-wdm-keacquirespinlockfordpc.</summary>
    /// <param name="SpinLock">The lock.</param>
    /// <returns>The level to give to <see cref="KeReleaseSpinLockForDpc"/>.</returns>
    /// <exception cref="BugCheckException">0xF when the caller owns it.</exception>
    public static byte KeAcquireSpinLockForDpc(ref KSPIN_LOCK SpinLock)
    {
        KernelThread thread = KernelThread.Current;
        KernelSpinLock.CheckNotOwner(ref SpinLock, thread);
        byte old = SpinIrql.RaiseIfBelow(thread);
        KernelSpinLock.Acquire(ref SpinLock, thread);
        return old;
    }

    /// <summary>Releases a spin lock and restores the IRQL, which may deliver kernel APCs. IRQL = DISPATCH_LEVEL. Source: nf-wdm-kereleasespinlock.</summary>
    /// <param name="SpinLock">The lock.</param>
    /// <param name="NewIrql">The level that the acquire returned.</param>
    /// <exception cref="BugCheckException">
    /// 0x10 when the caller does not own it, with verification 0xC4/0x1009 after a queued acquisition; 0xA when <paramref name="NewIrql"/> is above the current level; with
    /// verification 0xC4/0x32 at another IRQL.
    /// </exception>
    public static void KeReleaseSpinLock(ref KSPIN_LOCK SpinLock, byte NewIrql)
    {
        KernelThread thread = KernelThread.Current;
        SpinIrql.CheckRestore(thread, NewIrql);
        KernelSpinLock.Release(ref SpinLock, thread);
        thread.Hot.LowerIrql(NewIrql);
    }

    /// <summary>Releases a spin lock without touching the IRQL. IRQL &gt;= DISPATCH_LEVEL. Source: nf-wdm-kereleasespinlockfromdpclevel.</summary>
    /// <param name="SpinLock">The lock.</param>
    /// <exception cref="BugCheckException">0x10 when the caller does not own it; with verification 0xC4/0x41 below DISPATCH_LEVEL.</exception>
    public static void KeReleaseSpinLockFromDpcLevel(ref KSPIN_LOCK SpinLock)
    {
        KernelThread thread = KernelThread.Current;
        SpinIrql.CheckAtDispatch(thread, acquires: false);
        KernelSpinLock.Release(ref SpinLock, thread);
    }

    /// <summary>The export behind <see cref="KeReleaseSpinLockFromDpcLevel"/>. Source: nf-wdm-kefreleasespinlockfromdpclevel.</summary>
    /// <param name="SpinLock">The lock.</param>
    /// <exception cref="BugCheckException">As <see cref="KeReleaseSpinLockFromDpcLevel"/>.</exception>
    public static void KefReleaseSpinLockFromDpcLevel(ref KSPIN_LOCK SpinLock) => KeReleaseSpinLockFromDpcLevel(ref SpinLock);

    /// <summary>Releases what <see cref="KeAcquireSpinLockForDpc"/> acquired. Source: nf-wdm-kereleasespinlockfordpc.</summary>
    /// <param name="SpinLock">The lock.</param>
    /// <param name="OldIrql">The level that the acquire returned.</param>
    /// <exception cref="BugCheckException">As <see cref="KeReleaseSpinLock"/>.</exception>
    public static void KeReleaseSpinLockForDpc(ref KSPIN_LOCK SpinLock, byte OldIrql) => KeReleaseSpinLock(ref SpinLock, OldIrql);

    /// <summary>Acquires a spin lock if it is free. IRQL &gt;= DISPATCH_LEVEL. Source: nf-wdm-ketrytoacquirespinlockatdpclevel.</summary>
    /// <param name="SpinLock">The lock.</param>
    /// <returns>true when the caller owns it now; false when anybody, the caller included, owned it before.</returns>
    /// <exception cref="BugCheckException">With verification 0xC4/0x40 below DISPATCH_LEVEL.</exception>
    public static bool KeTryToAcquireSpinLockAtDpcLevel(ref KSPIN_LOCK SpinLock)
    {
        KernelThread thread = KernelThread.Current;
        SpinIrql.CheckAtDispatch(thread, acquires: true);
        return KernelSpinLock.TryAcquire(ref SpinLock, thread);
    }

    /// <summary>Whether a spin lock looks free; the answer may be old at once. Source: nf-wdm-ketestspinlock.</summary>
    /// <param name="SpinLock">The lock.</param>
    /// <returns>false while it is held.</returns>
    public static bool KeTestSpinLock(ref KSPIN_LOCK SpinLock) => Volatile.Read(ref SpinLock.Owner) == 0;

    /// <summary>Raises the IRQL to DISPATCH_LEVEL and acquires a spin lock in the order of arrival. IRQL &lt;= DISPATCH_LEVEL. Source: nf-wdm-keacquireinstackqueuedspinlock.</summary>
    /// <param name="SpinLock">The lock. It must outlive the handle.</param>
    /// <param name="LockHandle">The caller's place, for the release; a variable on the stack, one per acquisition.</param>
    /// <exception cref="BugCheckException">
    /// 0xF when the caller owns it, or the handle is in use; 0x9 above DISPATCH_LEVEL, with verification 0xC4/0x42, and 0xC4/0x1008 while an ordinary routine holds it.
    /// </exception>
    public static void KeAcquireInStackQueuedSpinLock([UnscopedRef] ref KSPIN_LOCK SpinLock, ref KLOCK_QUEUE_HANDLE LockHandle)
    {
        KernelThread thread = KernelThread.Current;
        CheckQueueing(ref SpinLock, ref LockHandle, thread);
        byte old = SpinIrql.Raise(thread);
        QueueAt(ref SpinLock, ref LockHandle, thread, old);
    }

    /// <summary>Acquires a queued spin lock without touching the IRQL. IRQL &gt;= DISPATCH_LEVEL. Source: nf-wdm-keacquireinstackqueuedspinlockatdpclevel.</summary>
    /// <param name="SpinLock">The lock.</param>
    /// <param name="LockHandle">The caller's place.</param>
    /// <exception cref="BugCheckException">0xF when the caller owns it; with verification 0xC4/0x40 below DISPATCH_LEVEL.</exception>
    public static void KeAcquireInStackQueuedSpinLockAtDpcLevel([UnscopedRef] ref KSPIN_LOCK SpinLock, ref KLOCK_QUEUE_HANDLE LockHandle)
    {
        KernelThread thread = KernelThread.Current;
        SpinIrql.CheckAtDispatch(thread, acquires: true);
        CheckQueueing(ref SpinLock, ref LockHandle, thread);
        QueueAt(ref SpinLock, ref LockHandle, thread, thread.Hot.Irql);
    }

    /// <summary>Acquires a queued spin lock in a threaded DPC: raises to DISPATCH_LEVEL if the caller is below it. Source: nf-wdm-keacquireinstackqueuedspinlockfordpc.</summary>
    /// <param name="SpinLock">The lock.</param>
    /// <param name="LockHandle">The caller's place.</param>
    /// <exception cref="BugCheckException">0xF when the caller owns it.</exception>
    public static void KeAcquireInStackQueuedSpinLockForDpc([UnscopedRef] ref KSPIN_LOCK SpinLock, ref KLOCK_QUEUE_HANDLE LockHandle)
    {
        KernelThread thread = KernelThread.Current;
        CheckQueueing(ref SpinLock, ref LockHandle, thread);
        byte old = SpinIrql.RaiseIfBelow(thread);
        QueueAt(ref SpinLock, ref LockHandle, thread, old);
    }

    /// <summary>Releases a queued spin lock and restores the IRQL of its acquisition. IRQL = DISPATCH_LEVEL. Source: nf-wdm-kereleaseinstackqueuedspinlock.</summary>
    /// <param name="LockHandle">The handle of the acquisition; unused afterwards.</param>
    /// <exception cref="BugCheckException">0x10 for a handle that holds nothing; with verification 0xC4/0x32 at another IRQL.</exception>
    public static void KeReleaseInStackQueuedSpinLock(ref KLOCK_QUEUE_HANDLE LockHandle)
    {
        KernelThread thread = KernelThread.Current;
        byte old = LockHandle.OldIrql;
        SpinIrql.CheckRestore(thread, old);
        Unqueue(ref LockHandle, thread);
        thread.Hot.LowerIrql(old);
    }

    /// <summary>Releases a queued spin lock without touching the IRQL. IRQL &gt;= DISPATCH_LEVEL. Source: nf-wdm-kereleaseinstackqueuedspinlockfromdpclevel.</summary>
    /// <param name="LockHandle">The handle of the acquisition; unused afterwards.</param>
    /// <exception cref="BugCheckException">0x10 for a handle that holds nothing; with verification 0xC4/0x41 below DISPATCH_LEVEL.</exception>
    public static void KeReleaseInStackQueuedSpinLockFromDpcLevel(ref KLOCK_QUEUE_HANDLE LockHandle)
    {
        KernelThread thread = KernelThread.Current;
        SpinIrql.CheckAtDispatch(thread, acquires: false);
        Unqueue(ref LockHandle, thread);
    }

    /// <summary>Releases what <see cref="KeAcquireInStackQueuedSpinLockForDpc"/> acquired. Source: nf-wdm-kereleaseinstackqueuedspinlockfordpc.</summary>
    /// <param name="LockHandle">The handle of the acquisition; unused afterwards.</param>
    /// <exception cref="BugCheckException">As <see cref="KeReleaseInStackQueuedSpinLock"/>.</exception>
    public static void KeReleaseInStackQueuedSpinLockForDpc(ref KLOCK_QUEUE_HANDLE LockHandle) => KeReleaseInStackQueuedSpinLock(ref LockHandle);

    private static void CheckQueueing(ref KSPIN_LOCK spinLock, ref KLOCK_QUEUE_HANDLE handle, KernelThread thread)
    {
        KernelSpinLock.CheckNotOwner(ref spinLock, thread, queued: true);
        if (handle.Place is not null)
            KernelSpinLock.ThrowHandleInUse(thread);
    }

    private static void QueueAt([UnscopedRef] ref KSPIN_LOCK spinLock, ref KLOCK_QUEUE_HANDLE handle, KernelThread thread, byte oldIrql)
    {
        SpinQueuePlace place = SpinQueuePlace.Rent();
        KernelSpinLock.AcquireQueued(ref spinLock, thread, place);
        handle.Lock = ref spinLock;
        handle.Place = place;
        handle.OldIrql = oldIrql;
    }

    private static void Unqueue(ref KLOCK_QUEUE_HANDLE handle, KernelThread thread)
    {
        if (handle.Place is not { } place)
        {
            BugCheckException.Throw(BugCheckCode.SPIN_LOCK_NOT_OWNED, RuleId.ReleaseNotHeld, $"thread {thread.Id} releases an in-stack queued spin lock handle that holds nothing");
            return;
        }
        KernelSpinLock.ReleaseQueued(ref handle.Lock, thread, place);
        handle.Place = null;
        SpinQueuePlace.Return(place);
    }
}
