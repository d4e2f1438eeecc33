namespace DdiCompliance.Analyzers.Contracts;

/// <summary>What a routine does to the lock it names.</summary>
internal enum LockEffect
{
    None,
    Initialize,
    Reinitialize,
    Delete,
    Acquire,
    Release,

    /// <summary>Changes the mode of an existing holding (<see cref="LockOperation.Mode"/> to <see cref="LockOperation.ToMode"/>).</summary>
    Convert,

    /// <summary>Hands the holding to an owner pointer; from then on only <see cref="ReleaseForOwner"/> is legal.</summary>
    TransferOwner,

    /// <summary>Releases for the owner named by an argument: the current thread, or an owner pointer set before.</summary>
    ReleaseForOwner,

    /// <summary>Reports whether the current thread holds the lock (true or non-zero: it does).</summary>
    Query,

    /// <summary>Reads the lock (its waiters, its state) and says nothing about what the caller holds.</summary>
    Inspect,

    /// <summary>The lock must be held by the caller (a requirement, not a change).</summary>
    RequireHeld,

    /// <summary>The lock must not be held by the caller.</summary>
    RequireNotHeld,

    /// <summary>A member that the lock guards is read (any mode) or written (exclusive).</summary>
    Access,
}

/// <summary>The strength of a holding.</summary>
internal enum LockMode
{
    None,
    Shared,

    /// <summary>Shared now, with the sole right to become exclusive.</summary>
    Upgradeable,
    Exclusive,

    /// <summary>Whatever mode is held (releases, requirements).</summary>
    Any,
}

/// <summary>On which outcome of the call the effect takes place.</summary>
internal enum EffectCondition
{
    Always,

    /// <summary>The result is true or non-zero.</summary>
    ResultTrue,

    /// <summary>The result is false or zero (a status code of success, for instance).</summary>
    ResultFalse,
    ResultNotNull,

    /// <summary>The result is a non-negative status (NT_SUCCESS).</summary>
    ResultSuccess,

    /// <summary>The <c>ref</c> or <c>out</c> argument <see cref="LockOperation.ConditionArgument"/> is true afterwards.</summary>
    ArgumentTrue,
}

/// <summary>
/// Whether an acquire blocks. An acquire that waits cannot fail: its effect is unconditional, and when it has a condition
/// (a result, a <c>ref</c> argument) that condition holds after the call.
/// </summary>
internal enum WaitBehavior
{
    NotApplicable,
    Always,

    /// <summary>Gives up at once, or after the time-out <see cref="LockOperation.WaitArgument"/> unless that is -1, which never ends.</summary>
    Never,

    /// <summary>Waits when the Boolean argument <see cref="LockOperation.WaitArgument"/> is true.</summary>
    ByArgument,

    /// <summary>Waits for ever, and so cannot fail, when <see cref="LockOperation.WaitArgument"/> (a time-out) is null.</summary>
    ByNullArgument,
}

/// <summary>How a shared request is ordered against threads that wait for exclusive access.</summary>
internal enum WaiterOrder
{
    /// <summary>A newcomer queues behind them; one that already holds the lock does not.</summary>
    Queued,

    /// <summary>Overtakes them, and can starve them.</summary>
    Overtakes,

    /// <summary>Lets them in first, even when the caller already holds the lock shared.</summary>
    Yields,
}

/// <summary>What the result of a routine tells about APC delivery when it is true.</summary>
internal enum ApcTest
{
    None,

    /// <summary>The thread is in a critical or guarded region (KeAreApcsDisabled).</summary>
    InRegion,

    /// <summary>The thread is in a guarded region or at APC_LEVEL or above (KeAreAllApcsDisabled).</summary>
    AllApcsDisabled,

    /// <summary>The thread asked about is a system thread (PsIsSystemThread).</summary>
    SystemThread,
}

/// <summary>What a routine requires of kernel APC delivery when it is called (ddi-contracts column apc_precondition).</summary>
internal enum ApcRequirement
{
    None,
    NormalApcsDisabled,
    NormalApcsDisabledUnlessSystemThread,
    InCriticalRegion,
    InGuardedRegion,
    ApcLevelOrCriticalRegion,
    ApcLevelOrGuardedRegion,

    /// <summary>No region at all and IRQL below APC_LEVEL.</summary>
    NormalApcsEnabled,

    /// <summary>No guarded region and IRQL below APC_LEVEL; a critical region is fine.</summary>
    SpecialApcsEnabled,
}

/// <summary>What a routine does to the IRQL.</summary>
internal enum IrqlEffect
{
    None,

    /// <summary>Raises to <see cref="RoutineContract.IrqlLevel"/>.</summary>
    RaiseToLevel,

    /// <summary>Raises to the value of <see cref="RoutineContract.IrqlArgument"/>.</summary>
    RaiseToArgument,

    /// <summary>Lowers to (restores) the value of <see cref="RoutineContract.IrqlArgument"/>.</summary>
    LowerToArgument,

    /// <summary>Restores the value that the matching acquire saved inside the lock or its handle.</summary>
    RestoreSaved,
}

/// <summary>Where in a call something is found.</summary>
internal enum RefRoot
{
    None,
    Argument,
    Receiver,
    Result,

    /// <summary>A lock that exists once, named by <see cref="ContractRef.Token"/> (the cancel spin lock, for instance).</summary>
    Static,
}
