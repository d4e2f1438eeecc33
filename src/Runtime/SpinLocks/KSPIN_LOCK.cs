using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DdiCompliance;

/// <summary>A spin lock: one 8-byte word. All zero means initialised and free. Pass it by <see langword="ref"/> only; a copy is another lock. Source: "Introduction to spin locks".</summary>
/// <remarks>Ordinary and in-stack queued routines serve it, but one lock must be used one way only.</remarks>
[StructLayout(LayoutKind.Sequential, Size = 8)]
[DebuggerDisplay("{ToString(),nq}")]
public struct KSPIN_LOCK
{
    /// <summary>0 = free, else the thread id of the owner; <see cref="QueuedOwner"/> is set when it came through the queue.</summary>
    internal uint Owner;

    /// <summary>Number of the newest place in the queue of in-stack handles; 0 = none.</summary>
    internal uint Tail;

    /// <summary>Thread ids have 30 bits.</summary>
    internal const uint QueuedOwner = 1u << 31;

    /// <summary>The lock in words.</summary>
    /// <returns><c>free</c> or <c>owned by thread 3</c>.</returns>
    public override readonly string ToString() => Owner == 0 ? "free" : $"owned by thread {Owner & ~QueuedOwner}";
}

/// <summary>
/// The place of one holder or waiter in the queue of an in-stack queued spin lock. It lives on the stack, so the compiler keeps it from
/// outliving its method, from the heap, and from an <see langword="await"/>.
/// </summary>
/// <remarks>For a lock that is itself a local or a <see langword="ref"/> parameter declare it <see langword="scoped"/>: <c>scoped KLOCK_QUEUE_HANDLE handle = default;</c>.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public ref struct KLOCK_QUEUE_HANDLE
{
    internal ref KSPIN_LOCK Lock;

    internal SpinQueuePlace? Place;

    internal byte OldIrql;

    /// <summary>The handle in words.</summary>
    /// <returns><c>unused</c> or <c>holds or waits, IRQL 0 to restore</c>.</returns>
    public override readonly string ToString() => Place is null ? "unused" : $"holds or waits, IRQL {OldIrql} to restore";
}

/// <summary>
/// A reader/writer spin lock: one 4-byte word, initialised by assigning <see langword="default"/>. Pass it by <see langword="ref"/> only; a copy is another lock.
/// A writer that waits keeps new readers out. Source: "Reader-writer spin locks".
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 4)]
[DebuggerDisplay("{ToString(),nq}")]
public struct EX_SPIN_LOCK
{
    /// <summary>See <see cref="RwSpinWord"/>.</summary>
    internal uint Word;

    /// <summary>The lock in words.</summary>
    /// <returns>For example <c>shared by 2</c>.</returns>
    public override readonly string ToString() => RwSpinWord.Describe(Word);
}

/// <summary>An interrupt object: what the interrupt spin lock routines are given. On NT a driver gets one from IoConnectInterruptEx.</summary>
/// <param name="synchronizeIrql">The DIRQL of its spin lock, 3 to HIGH_LEVEL; PASSIVE_LEVEL for a passive-level interrupt, which has no spin lock.</param>
public sealed class KINTERRUPT(byte synchronizeIrql)
{
    internal KSPIN_LOCK Lock;

    /// <summary>The DIRQL at which the interrupt's spin lock is held; PASSIVE_LEVEL for a passive-level interrupt.</summary>
    public byte SynchronizeIrql { get; } = synchronizeIrql == Ddi.PASSIVE_LEVEL || synchronizeIrql is > Ddi.DISPATCH_LEVEL and <= Ddi.HIGH_LEVEL
        ? synchronizeIrql
        : throw new ArgumentOutOfRangeException(nameof(synchronizeIrql), synchronizeIrql, "A DIRQL is 3 to 15; a passive-level interrupt has 0.");
}

/// <summary>The system's numbered queued spin locks (ntifs.h). Reserved for the system.</summary>
public enum KSPIN_LOCK_QUEUE_NUMBER
{
    /// <summary>Spare.</summary>
    LockQueueUnusedSpare0 = 0,

    /// <summary>Spare.</summary>
    LockQueueUnusedSpare1 = 1,

    /// <summary>Spare.</summary>
    LockQueueUnusedSpare2 = 2,

    /// <summary>Spare.</summary>
    LockQueueUnusedSpare3 = 3,

    /// <summary>The cache manager's view list.</summary>
    LockQueueVacbLock = 4,

    /// <summary>The cache manager's master lock.</summary>
    LockQueueMasterLock = 5,

    /// <summary>Nonpaged pool.</summary>
    LockQueueNonPagedPoolLock = 6,

    /// <summary>The cancel spin lock, the one of IoAcquireCancelSpinLock.</summary>
    LockQueueIoCancelLock = 7,

    /// <summary>Spare.</summary>
    LockQueueUnusedSpare8 = 8,

    /// <summary>The volume parameter block lock, the one of IoAcquireVpbSpinLock.</summary>
    LockQueueIoVpbLock = 9,

    /// <summary>The I/O database.</summary>
    LockQueueIoDatabaseLock = 10,

    /// <summary>I/O completion.</summary>
    LockQueueIoCompletionLock = 11,

    /// <summary>NTFS structures.</summary>
    LockQueueNtfsStructLock = 12,

    /// <summary>The AFD work queue.</summary>
    LockQueueAfdWorkQueueLock = 13,

    /// <summary>The cache manager's buffer control blocks.</summary>
    LockQueueBcbLock = 14,
}
