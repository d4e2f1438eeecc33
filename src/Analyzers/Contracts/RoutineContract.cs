using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Contracts;

/// <summary>A place named by a contract: an argument, the receiver, the result or a static lock, and a chain of members from there.</summary>
/// <param name="Root">Where the chain starts.</param>
/// <param name="Index">The zero-based parameter index for <see cref="RefRoot.Argument"/>, else 0.</param>
/// <param name="Members">Member names from the root to the place, outermost first (<c>fcb.Header.Resource</c>: Header, Resource).</param>
/// <param name="Token">The name of a <see cref="RefRoot.Static"/> lock.</param>
internal readonly record struct ContractRef(RefRoot Root, int Index, ImmutableArray<string> Members, string? Token)
{
    public static readonly ContractRef None = new(RefRoot.None, 0, ImmutableArray<string>.Empty, null);

    public static ContractRef Argument(int index) => new(RefRoot.Argument, index, ImmutableArray<string>.Empty, null);

    public static readonly ContractRef Receiver = new(RefRoot.Receiver, 0, ImmutableArray<string>.Empty, null);

    public static readonly ContractRef Result = new(RefRoot.Result, 0, ImmutableArray<string>.Empty, null);

    public static ContractRef Static(string token) => new(RefRoot.Static, 0, ImmutableArray<string>.Empty, token);

    /// <summary>Stands for the lock that a guard keeps, in <see cref="Members"/>: no name of the source can be this.</summary>
    public const string GuardedLock = "<guarded>";

    /// <summary>The lock that the receiver, a guard, keeps.</summary>
    public static readonly ContractRef Guarded = Receiver with { Members = ImmutableArray.Create(GuardedLock) };

    public bool IsNone => Root == RefRoot.None;

    /// <summary>
    /// The static field or property that <see cref="Token"/> means, for annotations that name one; null for the static locks of the
    /// tables. A binding to one compilation: never kept in a table.
    /// </summary>
    public ISymbol? Symbol { get; init; }
}

/// <summary>The laws of one kind of lock: what its holder may do again, and who may release it.</summary>
internal sealed record LockFamily
{
    /// <summary>The name in the tables: <c>eresource</c>, <c>pushlock</c>, ...</summary>
    public required string Name { get; init; }

    /// <summary>The noun for messages: "resource", "push lock", ...</summary>
    public required string Noun { get; init; }

    /// <summary>Acquiring exclusively while holding exclusively: true = counted by the lock, false = deadlock or error.</summary>
    public bool ExclusiveRecursion { get; init; }

    /// <summary>Acquiring shared while holding shared: true = counted by the lock, false = deadlock or error.</summary>
    public bool SharedRecursion { get; init; }

    /// <summary>Acquiring shared while holding exclusively: true = counted by the lock, false = deadlock or error.</summary>
    public bool SharedUnderExclusive { get; init; }

    /// <summary>A try by a holder whose hold is in its way fails; false: it waits, throws, or nobody knows.</summary>
    public bool TryFailsForHolder { get; init; }

    /// <summary>Must be released by the thread that acquired it.</summary>
    public bool ThreadOwned { get; init; } = true;

    /// <summary>Unusable until an Initialize routine ran.</summary>
    public bool NeedsInitialize { get; init; }

    /// <summary>The holder is at this IRQL at least; 0 when holding does not imply a level.</summary>
    public byte HeldIrql { get; init; }

    /// <summary>
    /// Acquire and release need not pair up in one routine (a semaphore used as a signal): a release of what is not held and a holding
    /// at an exit are no defects by themselves.
    /// </summary>
    public bool IsSignal { get; init; }

    /// <summary>The types whose instances are locks of this family: simple names, or full names when they contain a dot.</summary>
    public ImmutableArray<string> TypeNames { get; init; } = ImmutableArray<string>.Empty;

    public static readonly LockFamily None = new() { Name = "none", Noun = "lock" };
}

/// <summary>One effect of a routine on one lock.</summary>
internal sealed record LockOperation
{
    public required LockEffect Effect { get; init; }

    public required ContractRef Lock { get; init; }

    public LockMode Mode { get; init; }

    /// <summary>The mode after <see cref="LockEffect.Convert"/>.</summary>
    public LockMode ToMode { get; init; }

    public LockFamily Family { get; init; } = LockFamily.None;

    public EffectCondition Condition { get; init; }

    /// <summary>The argument of <see cref="EffectCondition.ArgumentTrue"/>.</summary>
    public ContractRef ConditionArgument { get; init; } = ContractRef.None;

    public WaitBehavior Wait { get; init; }

    public ContractRef WaitArgument { get; init; } = ContractRef.None;

    /// <summary>Shared acquires: how the request is ordered against exclusive waiters.</summary>
    public WaiterOrder Order { get; init; }

    /// <summary>The thread id or owner pointer of <see cref="LockEffect.TransferOwner"/> and <see cref="LockEffect.ReleaseForOwner"/>.</summary>
    public ContractRef Owner { get; init; } = ContractRef.None;

    /// <summary>
    /// The routines that may release this holding; empty = any release of the same lock. On an acquire (and on the
    /// <see cref="LockEffect.Initialize"/> of an allocation, where it names the routines that free it). On a
    /// <see cref="LockEffect.Convert"/> or <see cref="LockEffect.TransferOwner"/> it replaces the list of the acquire; empty there = the
    /// list of the acquire stays. Obsolete aliases of the named routines are included.
    /// </summary>
    public ImmutableArray<string> ReleasedBy { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Acquires only: the result is a guard whose Dispose releases the lock.</summary>
    public bool ReturnsGuard { get; init; }

    /// <summary>Releases only: a guard is disposed of. It gives back what it still keeps, once.</summary>
    public bool EndsGuard { get; init; }
}

/// <summary>
/// Everything the analysis knows about a routine. It comes from a table row, an annotation or inference; the engine and the rules
/// read only this, never a routine's name.
/// </summary>
internal sealed record RoutineContract
{
    public required string Name { get; init; }

    /// <summary>Full name of the declaring type for rows that are bound to one type; null for DDI rows.</summary>
    public string? TypeName { get; init; }

    /// <summary>Read from annotations at the method itself: its body must keep it. The body of a routine with a row is the lock's own.</summary>
    public bool IsDeclared { get; init; }

    /// <summary>Parameter names in order; default when the row matches any parameter list.</summary>
    public ImmutableArray<string> Parameters { get; init; }

    public ImmutableArray<LockOperation> Locks { get; init; } = ImmutableArray<LockOperation>.Empty;

    public ApcRequirement Apc { get; init; }

    /// <summary>+1 enters a critical region, -1 leaves one. Subject to <see cref="RegionCondition"/>. Enters before, leaves after the lock effect.</summary>
    public sbyte CriticalDelta { get; init; }

    public sbyte GuardedDelta { get; init; }

    public EffectCondition RegionCondition { get; init; }

    /// <summary>Lowest and highest legal caller IRQL, inclusive; 0 and 255 when unstated.</summary>
    public byte IrqlMin { get; init; }

    public byte IrqlMax { get; init; } = byte.MaxValue;

    /// <summary>Highest legal caller IRQL when the call really waits, that is when <see cref="WaitingTimeout"/> is null; 255 when there is no difference.</summary>
    public byte WaitingIrqlMax { get; init; } = byte.MaxValue;

    /// <summary>The time-out argument that decides whether <see cref="WaitingIrqlMax"/> holds.</summary>
    public ContractRef WaitingTimeout { get; init; } = ContractRef.None;

    public IrqlEffect Irql { get; init; }

    /// <summary>It says which level the thread runs at, and changes nothing.</summary>
    public bool TellsLevel => Irql == IrqlEffect.None && IrqlSavedTo.Root == RefRoot.Result;

    public byte IrqlLevel { get; init; }

    public ContractRef IrqlArgument { get; init; } = ContractRef.None;

    /// <summary>Where the routine stores the IRQL of before the call (the current one, when it does not change it): an out argument or the result.</summary>
    public ContractRef IrqlSavedTo { get; init; } = ContractRef.None;

    public EffectCondition IrqlCondition { get; init; }

    /// <summary>Never returns normally (raises a status, terminates the thread).</summary>
    public bool NeverReturns { get; init; }

    /// <summary>Full name of the exception a routine that never returns raises; null when it ends the thread or the system, or raises something else.</summary>
    public string? Raises { get; init; }

    /// <summary>The result names the current thread (ExGetCurrentResourceThread); a release for it is a release for oneself.</summary>
    public bool ReturnsCurrentThread { get; init; }

    /// <summary>The result is true exactly when the status argument 0 is a success (NT_SUCCESS).</summary>
    public bool TestsSuccess { get; init; }

    /// <summary>What a true result tells about APC delivery.</summary>
    public ApcTest ApcTest { get; init; }

    /// <summary>The routines it is given to be run later, each with the role it runs in.</summary>
    public ImmutableArray<(ContractRef Routine, string Role)> Runs { get; init; } = ImmutableArray<(ContractRef, string)>.Empty;

    /// <summary>The only status with which the routine comes back without its effect (<c>STATUS_TIMEOUT</c>); null: several, or none.</summary>
    public string? FailsWith { get; init; }

    /// <summary>Blocks the calling thread (a wait, a sleep).</summary>
    public bool Blocks { get; init; }

    /// <summary>The name a routine replaces, for obsolete aliases.</summary>
    public string? AliasOf { get; init; }

    /// <summary>The combined routine that replaces "enter region, then this" (PreferCombinedRoutine), with its release.</summary>
    public string? CombinedForm { get; init; }

    /// <summary>The wrapper that manages the region itself (the <c>Flt*</c> twin), for fixes.</summary>
    public string? WrapperForm { get; init; }

    /// <summary>DDI compliance rules that name the routine, as <c>Rule(model)</c>.</summary>
    public ImmutableArray<string> Origins { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>No routine, but an access to a guarded member.</summary>
    public bool IsAccess => !Locks.IsEmpty && Locks[0].Effect == LockEffect.Access;

    /// <summary>The contract of disposing of the guard that the routine returns.</summary>
    public RoutineContract EndOfGuard() => new()
    {
        Name = "Dispose",
        TypeName = TypeName,
        Parameters = ImmutableArray<string>.Empty,
        Locks = Locks.Where(static o => o.ReturnsGuard)
            .Select(static o => new LockOperation { Effect = LockEffect.Release, Lock = ContractRef.Guarded, Mode = LockMode.Any, Family = o.Family, EndsGuard = true }).ToImmutableArray(),
        CriticalDelta = (sbyte)-CriticalDelta,
        GuardedDelta = (sbyte)-GuardedDelta,
        Source = Source,
    };

    /// <summary>On the list of HwStorPortProhibitedDDIs.</summary>
    public bool IsProhibitedInMiniports => Origins.Contains("HwStorPortProhibitedDDIs(storport)");

    /// <summary>On the list of SpNoWait.</summary>
    public bool IsWaitInStartIo => Origins.Contains("SpNoWait(storport)");

    /// <summary>Header and documentation page, for help texts.</summary>
    public string? Source { get; init; }
}
