namespace DdiCompliance;

/// <summary>The kinds of spin lock Storport offers a miniport (storport.h).</summary>
public enum STOR_SPINLOCK
{
    /// <summary>The lock of one DPC; the lock context names it. Held at DISPATCH_LEVEL.</summary>
    DpcLock = 1,

    /// <summary>The StartIo lock. Held at DISPATCH_LEVEL.</summary>
    StartIoLock = 2,

    /// <summary>The interrupt lock. Held at the adapter's DIRQL; always the last one acquired.</summary>
    InterruptLock = 3,

    /// <summary>The lock of one threaded DPC; the lock context names it. Raises to DISPATCH_LEVEL when called below it.</summary>
    ThreadedDpcLock = 4,

    /// <summary>A lock of the miniport's own; the lock context is its <see cref="STOR_KSPIN_LOCK"/>. Held at DISPATCH_LEVEL.</summary>
    DpcLevelLock = 5,
}

/// <summary>A spin lock of the miniport's own, for <see cref="STOR_SPINLOCK.DpcLevelLock"/>. Made ready by <see cref="Ddi.StorPortInitializeSpinlock"/>.</summary>
public sealed class STOR_KSPIN_LOCK
{
    internal SpinLockBox Box { get; } = new();
}

/// <summary>What an acquisition of a Storport spin lock has to be released with.</summary>
public struct STOR_LOCK_HANDLE
{
    internal SpinLockBox? Box;

    internal byte OldIrql;

    /// <summary>The kind of lock the handle holds; 0 when it holds none.</summary>
    public STOR_SPINLOCK Lock { get; internal set; }
}

/// <summary>A spin lock in an object of its own.</summary>
internal sealed class SpinLockBox
{
    internal KSPIN_LOCK Lock;
}
