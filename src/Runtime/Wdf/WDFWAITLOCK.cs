using System.Diagnostics;

namespace DdiCompliance;

/// <summary>A framework wait lock: exclusive, not recursive, its holder is in a critical region. Made by <see cref="Ddi.WdfWaitLockCreate"/>.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class WDFWAITLOCK
{
    internal DispatcherObject Object { get; } = new("wait lock", DispatcherKind.WaitLock);

    /// <summary>The lock in words.</summary>
    /// <returns>For example <c>wait lock 7, free</c>.</returns>
    public override string ToString() => Object.ToString();
}

/// <summary>A framework spin lock; it remembers the IRQL to restore. All its instances are free when made.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class WDFSPINLOCK
{
    internal KSPIN_LOCK Lock;

    internal byte OldIrql;

    /// <summary>The lock in words.</summary>
    /// <returns>For example <c>spin lock, free</c>.</returns>
    public override string ToString() => $"spin lock, {Lock}";
}

/// <summary>At which level the framework runs an object's callbacks (wdfobject.h).</summary>
public enum WDF_EXECUTION_LEVEL
{
    /// <summary>As the parent object does.</summary>
    WdfExecutionLevelInheritFromParent = 1,

    /// <summary>At PASSIVE_LEVEL: the object's lock is a fast mutex in a critical region.</summary>
    WdfExecutionLevelPassive = 2,

    /// <summary>At DISPATCH_LEVEL or below: the object's lock is a spin lock.</summary>
    WdfExecutionLevelDispatch = 3,
}

/// <summary>A framework device or queue object, as far as its lock goes.</summary>
/// <param name="executionLevel">The level of its callbacks; one that inherits has no parent here and counts as dispatch.</param>
public sealed class WDFOBJECT(WDF_EXECUTION_LEVEL executionLevel = WDF_EXECUTION_LEVEL.WdfExecutionLevelDispatch)
{
    internal KSPIN_LOCK Lock;

    internal byte OldIrql;

    /// <summary>The lock of a passive object; null otherwise.</summary>
    internal OwnedMutex? Mutex { get; } = executionLevel == WDF_EXECUTION_LEVEL.WdfExecutionLevelPassive ? OwnedMutex.Create("object lock") : null;

    /// <summary>The level of the object's callbacks.</summary>
    public WDF_EXECUTION_LEVEL ExecutionLevel { get; } = executionLevel;
}

/// <summary>A framework interrupt object, as far as its lock goes.</summary>
/// <param name="synchronizeIrql">The DIRQL of its lock, 3 to HIGH_LEVEL; PASSIVE_LEVEL for passive-level interrupt handling.</param>
public sealed class WDFINTERRUPT(byte synchronizeIrql)
{
    internal KINTERRUPT Interrupt { get; } = new(synchronizeIrql);

    internal byte OldIrql;

    /// <summary>Whether the holder came in by the Try routine, which enters a critical region.</summary>
    internal bool InRegion;

    /// <summary>The lock of a passive-level interrupt; null otherwise.</summary>
    internal OwnedMutex? Mutex { get; } = synchronizeIrql == Ddi.PASSIVE_LEVEL ? OwnedMutex.Create("interrupt lock") : null;
}
