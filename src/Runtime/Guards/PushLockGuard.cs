using System.Runtime.CompilerServices;
using DdiCompliance.Annotations;

namespace DdiCompliance;

/// <summary>
/// A push lock held inside a critical region of its own, from <see cref="PushLockGuards"/>. <see cref="Dispose"/> releases, then leaves the region:
/// <c>using (_lock.AcquireShared()) { ... }</c>.
/// </summary>
/// <remarks>It refers to the lock itself, never to a copy. Do not copy the guard: each copy would release.</remarks>
public ref struct PushLockGuard
{
    private ref EX_PUSH_LOCK _lock;

    internal PushLockGuard(ref EX_PUSH_LOCK pushLock) => _lock = ref pushLock;

    /// <summary>Whether the lock is held: false for a default guard and after <see cref="Dispose"/>.</summary>
    public readonly bool IsHeld => !Unsafe.IsNullRef(ref _lock);

    /// <summary>Releases the push lock, then leaves the critical region. A second call does nothing.</summary>
    /// <exception cref="BugCheckException">0x162 when the lock was released behind the guard's back.</exception>
    [LeavesCriticalRegion]
    public void Dispose()
    {
        if (!IsHeld)
            return;
        ref EX_PUSH_LOCK held = ref _lock;
        _lock = ref Unsafe.NullRef<EX_PUSH_LOCK>();
        Ddi.FltReleasePushLock(ref held);
    }
}

/// <summary>Push locks as guards: enter a critical region, acquire, and undo both in the reverse order.</summary>
public static class PushLockGuards
{
    /// <summary>Enters a critical region and acquires exclusively, waiting. IRQL &lt;= APC_LEVEL. Not recursive.</summary>
    /// <param name="pushLock">The lock.</param>
    /// <returns>The guard; dispose it once, on this thread.</returns>
    /// <exception cref="BugCheckException">As <see cref="Ddi.FltAcquirePushLockExclusive"/>.</exception>
    [AcquiresExclusiveLock(nameof(pushLock))]
    [EntersCriticalRegion]
    public static PushLockGuard AcquireExclusive(this ref EX_PUSH_LOCK pushLock)
    {
        Ddi.FltAcquirePushLockExclusive(ref pushLock);
        return new PushLockGuard(ref pushLock);
    }

    /// <summary>Enters a critical region and acquires shared, waiting. IRQL &lt;= APC_LEVEL.</summary>
    /// <param name="pushLock">The lock.</param>
    /// <returns>The guard; dispose it once, on this thread.</returns>
    /// <exception cref="BugCheckException">As <see cref="Ddi.FltAcquirePushLockShared"/>.</exception>
    [AcquiresSharedLock(nameof(pushLock))]
    [EntersCriticalRegion]
    public static PushLockGuard AcquireShared(this ref EX_PUSH_LOCK pushLock)
    {
        Ddi.FltAcquirePushLockShared(ref pushLock);
        return new PushLockGuard(ref pushLock);
    }
}
