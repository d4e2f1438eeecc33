using System.Collections.Immutable;

namespace DdiCompliance.Analyzers.Contracts;

/// <summary>Which Storport miniports have a routine of a role.</summary>
internal enum StorportRole
{
    /// <summary>No routine of a miniport.</summary>
    None,

    /// <summary>Physical and virtual miniports have it.</summary>
    Any,

    /// <summary>Only miniports with hardware have it.</summary>
    Physical,

    /// <summary>Only miniports without hardware have it.</summary>
    Virtual,
}

/// <summary>What the system promises a routine that it calls in a role (a SAL function class): the state the routine is entered in.</summary>
internal sealed record RoleContract
{
    /// <summary>The function class: <c>KSTART_ROUTINE</c>, <c>DRIVER_CANCEL</c>, ...</summary>
    public required string Name { get; init; }

    /// <summary>Lowest and highest IRQL the routine can be called at, inclusive.</summary>
    public byte IrqlMin { get; init; }

    public byte IrqlMax { get; init; } = byte.MaxValue;

    /// <summary>Critical regions that are open when the routine starts.</summary>
    public sbyte CriticalDepth { get; init; }

    /// <summary>Guarded regions that are open when the routine starts.</summary>
    public sbyte GuardedDepth { get; init; }

    /// <summary>Runs on a thread of the system process.</summary>
    public bool IsSystemThread { get; init; }

    public StorportRole Storport { get; init; }

    /// <summary>The routine, and all it calls, must not wait or allocate (SpNoWait).</summary>
    public bool MustNotWait { get; init; }

    /// <summary>Locks that the system has acquired for the routine, which releases them: as <see cref="LockEffect.Release"/> operations.</summary>
    public ImmutableArray<LockOperation> Holds { get; init; } = ImmutableArray<LockOperation>.Empty;

    /// <summary>Header and documentation page, for help texts.</summary>
    public string? Source { get; init; }
}
