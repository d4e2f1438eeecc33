namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>Which laws one step broke. The engine says what happened; what is reported, and how, is for the rules.</summary>
[Flags]
internal enum Outcome : uint
{
    None = 0,

    /// <summary>Released (or transferred) what the path does not hold.</summary>
    NotHeld = 1 << 0,

    /// <summary>Acquired exclusively what is held exclusively; the lock counts it.</summary>
    RecursiveExclusive = 1 << 1,

    /// <summary>A shared holder waits for exclusive access.</summary>
    UpgradeDeadlock = 1 << 2,

    /// <summary>Acquired by its holder, which this kind of lock cannot do.</summary>
    NotRecursive = 1 << 3,

    /// <summary>Released by a routine that is not the partner of the acquire.</summary>
    WrongPartner = 1 << 4,

    /// <summary>Released on a path where the try-acquire failed.</summary>
    ReleasedAfterFailure = 1 << 5,

    /// <summary>The result of an acquire that may fail is ignored.</summary>
    Unchecked = 1 << 6,

    /// <summary>Normal kernel APCs are on where they must be off.</summary>
    ApcsEnabled = 1 << 7,

    /// <summary>APCs are off where they must be on.</summary>
    ApcsDisabled = 1 << 8,

    /// <summary>A critical region is left that the path is not in.</summary>
    CriticalNotEntered = 1 << 9,

    /// <summary>A guarded region is left that the path is not in.</summary>
    GuardedNotEntered = 1 << 10,

    /// <summary>APC delivery comes on while a lock is held that needs it off.</summary>
    LeftWhileHolding = 1 << 11,

    IrqlTooHigh = 1 << 12,

    IrqlTooLow = 1 << 13,

    /// <summary>Lowered to another level than the one the newest raise saved.</summary>
    WrongLevelRestored = 1 << 14,

    /// <summary>Released for another owner although nothing was transferred.</summary>
    NotTransferred = 1 << 15,

    /// <summary>Used after the holding was handed to an owner pointer.</summary>
    UsedAfterTransfer = 1 << 16,

    /// <summary>Converted without exclusive ownership.</summary>
    NotExclusive = 1 << 17,

    NotInitialized = 1 << 18,

    Deleted = 1 << 19,

    InitializedTwice = 1 << 20,

    DeletedWhileHeld = 1 << 21,

    /// <summary>A lock the routine requires is not held.</summary>
    RequirementNotHeld = 1 << 22,

    /// <summary>A lock the routine requires not to be held is held.</summary>
    RequirementHeld = 1 << 23,

    /// <summary>Held where control leaves the body.</summary>
    HeldAtExit = 1 << 24,

    /// <summary>In a critical region where control leaves the body.</summary>
    CriticalAtExit = 1 << 25,

    GuardedAtExit = 1 << 26,

    /// <summary>At a raised IRQL where control leaves the body.</summary>
    RaisedAtExit = 1 << 27,

    /// <summary>The body does not do what its declaration says.</summary>
    DeclarationNotKept = 1 << 28,

    /// <summary>Suspended while a thread-owned lock is held or inside a region.</summary>
    SuspendedWhileHeld = 1 << 29,

    /// <summary>The owner pointer lacks its two low bits.</summary>
    OwnerPointerBits = 1 << 30,
}
