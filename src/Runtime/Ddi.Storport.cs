namespace DdiCompliance;

public static partial class Ddi
{
    /// <summary>The operation succeeded (storport.h).</summary>
    public const uint STOR_STATUS_SUCCESS = 0;

    /// <summary>The operation is not possible now.</summary>
    public const uint STOR_STATUS_UNSUCCESSFUL = 0xC1000001;

    /// <summary>The operation is not implemented.</summary>
    public const uint STOR_STATUS_NOT_IMPLEMENTED = 0xC1000002;

    /// <summary>A parameter is not valid.</summary>
    public const uint STOR_STATUS_INVALID_PARAMETER = 0xC1000006;

    /// <summary>The IRQL does not allow the operation.</summary>
    public const uint STOR_STATUS_INVALID_IRQL = 0xC1000008;

    /// <summary>Makes a spin lock of the miniport's own ready: free. Source: nf-storport-storportinitializespinlock.</summary>
    /// <param name="HwDeviceExtension">The adapter.</param>
    /// <param name="Lock">The lock; later the lock context of <see cref="STOR_SPINLOCK.DpcLevelLock"/>.</param>
    /// <returns>STOR_STATUS_SUCCESS.</returns>
    public static uint StorPortInitializeSpinlock(object HwDeviceExtension, STOR_KSPIN_LOCK Lock)
    {
        ArgumentNullException.ThrowIfNull(HwDeviceExtension);
        Lock.Box.Lock = default;
        return STOR_STATUS_SUCCESS;
    }

    /// <summary>
    /// Raises the IRQL to the lock's level (DISPATCH_LEVEL, for the interrupt lock the DIRQL) and acquires it. Order: DPC or StartIo lock first, interrupt lock last.
    /// Source: nf-storport-storportacquirespinlock.
    /// </summary>
    /// <param name="DeviceExtension">The adapter.</param>
    /// <param name="SpinLock">Which lock.</param>
    /// <param name="LockContext">The DPC for a DPC lock, the lock for a DPC-level lock, otherwise null.</param>
    /// <param name="LockHandle">Receives what the release needs.</param>
    /// <exception cref="BugCheckException">0xF when the caller owns it; 0x9 above the lock's level, that is, in the wrong order; with verification 0xC4/0x42.</exception>
    /// <exception cref="ArgumentException">The lock context does not fit the kind of lock; on NT this is undefined.</exception>
    public static void StorPortAcquireSpinLock(object DeviceExtension, STOR_SPINLOCK SpinLock, object? LockContext, ref STOR_LOCK_HANDLE LockHandle)
    {
        SpinLockBox box = StorAdapter.Of(DeviceExtension).Find(SpinLock, LockContext)
            ?? throw new ArgumentException($"The lock context does not name a {SpinLock}.", nameof(LockContext));
        StorAdapter.Acquire(box, StorAdapter.LevelOf(SpinLock), out byte old);
        LockHandle = new STOR_LOCK_HANDLE { Box = box, OldIrql = old, Lock = SpinLock };
    }

    /// <summary>As <see cref="StorPortAcquireSpinLock"/>, reporting what is wrong by its result. Source: nf-storport-storportacquirespinlockex.</summary>
    /// <param name="HwDeviceExtension">The adapter.</param>
    /// <param name="SpinLock">Which lock.</param>
    /// <param name="LockContext">As for <see cref="StorPortAcquireSpinLock"/>.</param>
    /// <param name="LockHandle">Receives what the release needs.</param>
    /// <returns>STOR_STATUS_SUCCESS; STOR_STATUS_INVALID_PARAMETER for a kind or context that does not fit; STOR_STATUS_INVALID_IRQL above the lock's level.</returns>
    /// <exception cref="BugCheckException">0xF when the caller owns it.</exception>
    public static uint StorPortAcquireSpinLockEx(object HwDeviceExtension, STOR_SPINLOCK SpinLock, object? LockContext, ref STOR_LOCK_HANDLE LockHandle)
    {
        if (HwDeviceExtension is null || StorAdapter.Of(HwDeviceExtension).Find(SpinLock, LockContext) is null)
            return STOR_STATUS_INVALID_PARAMETER;
        if (KeGetCurrentIrql() > StorAdapter.LevelOf(SpinLock))
            return STOR_STATUS_INVALID_IRQL;
        StorPortAcquireSpinLock(HwDeviceExtension, SpinLock, LockContext, ref LockHandle);
        return STOR_STATUS_SUCCESS;
    }

    /// <summary>Releases a Storport spin lock and restores the IRQL. Source: nf-storport-storportreleasespinlock.</summary>
    /// <param name="DeviceExtension">The adapter.</param>
    /// <param name="LockHandle">The handle of the acquisition; unused afterwards.</param>
    /// <exception cref="BugCheckException">0x10 for a handle that holds nothing, or when the caller does not own the lock; with verification 0xC4/0x32 at another IRQL.</exception>
    public static void StorPortReleaseSpinLock(object DeviceExtension, ref STOR_LOCK_HANDLE LockHandle)
    {
        if (LockHandle.Box is not { } box)
        {
            BugCheckException.Throw(BugCheckCode.SPIN_LOCK_NOT_OWNED, RuleId.ReleaseNotHeld, "a Storport lock handle is released that holds nothing");
            return;
        }
        byte old = LockHandle.OldIrql;
        byte level = StorAdapter.LevelOf(LockHandle.Lock);
        StorAdapter.Release(box, level, old);
        LockHandle = default;
    }

    /// <summary>Raises to the adapter's DIRQL and acquires the lock of one interrupt message. Source: nf-storport-storportacquiremsispinlock.</summary>
    /// <param name="HwDeviceExtension">The adapter.</param>
    /// <param name="MessageId">The message.</param>
    /// <param name="OldIrql">Receives the level to restore.</param>
    /// <returns>STOR_STATUS_SUCCESS; STOR_STATUS_INVALID_PARAMETER without an adapter.</returns>
    /// <exception cref="BugCheckException">0xF when the caller owns it; 0x9 above the DIRQL.</exception>
    public static uint StorPortAcquireMSISpinLock(object HwDeviceExtension, uint MessageId, out uint OldIrql)
    {
        OldIrql = 0;
        if (HwDeviceExtension is null)
            return STOR_STATUS_INVALID_PARAMETER;
        StorAdapter.Acquire(StorAdapter.Of(HwDeviceExtension).Message(MessageId), StorAdapter.Dirql, out byte old);
        OldIrql = old;
        return STOR_STATUS_SUCCESS;
    }

    /// <summary>Releases the lock of one interrupt message and restores the IRQL. Source: nf-storport-storportreleasemsispinlock.</summary>
    /// <param name="HwDeviceExtension">The adapter.</param>
    /// <param name="MessageId">The message.</param>
    /// <param name="OldIrql">The level that the acquire returned.</param>
    /// <returns>As <see cref="StorPortAcquireMSISpinLock"/>.</returns>
    /// <exception cref="BugCheckException">0x10 when the caller does not own it; 0xA when <paramref name="OldIrql"/> is above the current level.</exception>
    public static uint StorPortReleaseMSISpinLock(object HwDeviceExtension, uint MessageId, uint OldIrql)
    {
        if (HwDeviceExtension is null)
            return STOR_STATUS_INVALID_PARAMETER;
        StorAdapter.Release(StorAdapter.Of(HwDeviceExtension).Message(MessageId), StorAdapter.Dirql, (byte)OldIrql);
        return STOR_STATUS_SUCCESS;
    }

    /// <summary>Reports the current IRQL: what a miniport calls in place of <see cref="KeGetCurrentIrql"/>. Source: nf-storport-storportgetcurrentirql.</summary>
    /// <param name="HwDeviceExtension">The adapter.</param>
    /// <param name="Irql">Receives the level.</param>
    /// <returns>STOR_STATUS_SUCCESS; STOR_STATUS_INVALID_PARAMETER without an adapter.</returns>
    public static uint StorPortGetCurrentIrql(object HwDeviceExtension, out byte Irql)
    {
        Irql = KeGetCurrentIrql();
        return HwDeviceExtension is null ? STOR_STATUS_INVALID_PARAMETER : STOR_STATUS_SUCCESS;
    }
}
