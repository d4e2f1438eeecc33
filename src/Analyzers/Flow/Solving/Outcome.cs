namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>Which laws one step broke. The engine says what happened; what is reported, and how, is for the rules.</summary>
[Flags]
internal enum Outcome : ulong
{
    None = 0,

    /// <summary>Released (or transferred) what the path does not hold.</summary>
    NotHeld = 1UL << 0,

    /// <summary>Acquired exclusively what is held exclusively; the lock counts it.</summary>
    RecursiveExclusive = 1UL << 1,

    /// <summary>A shared holder waits for exclusive access.</summary>
    UpgradeDeadlock = 1UL << 2,

    /// <summary>Acquired by its holder, which this kind of lock cannot do.</summary>
    NotRecursive = 1UL << 3,

    /// <summary>Released by a routine that is not the partner of the acquire.</summary>
    WrongPartner = 1UL << 4,

    /// <summary>Released on a path where the try-acquire failed.</summary>
    ReleasedAfterFailure = 1UL << 5,

    /// <summary>The result of an acquire that may fail is ignored.</summary>
    Unchecked = 1UL << 6,

    /// <summary>Normal kernel APCs are on where they must be off.</summary>
    ApcsEnabled = 1UL << 7,

    /// <summary>APCs are off where they must be on.</summary>
    ApcsDisabled = 1UL << 8,

    /// <summary>A critical region is left that the path is not in.</summary>
    CriticalNotEntered = 1UL << 9,

    /// <summary>A guarded region is left that the path is not in.</summary>
    GuardedNotEntered = 1UL << 10,

    /// <summary>APC delivery comes on while a lock is held that needs it off.</summary>
    LeftWhileHolding = 1UL << 11,

    IrqlTooHigh = 1UL << 12,

    IrqlTooLow = 1UL << 13,

    /// <summary>Lowered to another level than the one the newest raise saved.</summary>
    WrongLevelRestored = 1UL << 14,

    /// <summary>Released for another owner although nothing was transferred.</summary>
    NotTransferred = 1UL << 15,

    /// <summary>Used after the holding was handed to an owner pointer.</summary>
    UsedAfterTransfer = 1UL << 16,

    /// <summary>Converted without exclusive ownership.</summary>
    NotExclusive = 1UL << 17,

    NotInitialized = 1UL << 18,

    Deleted = 1UL << 19,

    InitializedTwice = 1UL << 20,

    DeletedWhileHeld = 1UL << 21,

    /// <summary>A lock the routine requires is not held.</summary>
    RequirementNotHeld = 1UL << 22,

    /// <summary>A lock the routine requires not to be held is held.</summary>
    RequirementHeld = 1UL << 23,

    /// <summary>Held where control leaves the body.</summary>
    HeldAtExit = 1UL << 24,

    /// <summary>In a critical region where control leaves the body.</summary>
    CriticalAtExit = 1UL << 25,

    GuardedAtExit = 1UL << 26,

    /// <summary>At a raised IRQL where control leaves the body.</summary>
    RaisedAtExit = 1UL << 27,

    /// <summary>The body does not do what its declaration says.</summary>
    DeclarationNotKept = 1UL << 28,

    /// <summary>Suspended while a thread-owned lock is held or inside a region.</summary>
    SuspendedWhileHeld = 1UL << 29,

    /// <summary>The owner pointer lacks its two low bits.</summary>
    OwnerPointerBits = 1UL << 30,

    /// <summary>A region entered right before an acquire that has a routine for both.</summary>
    Combinable = 1UL << 31,

    /// <summary>A region around nothing but routines that enter it themselves.</summary>
    RedundantRegion = 1UL << 32,

    /// <summary>A routine that physical Storport miniports must not call.</summary>
    ProhibitedInMiniport = 1UL << 33,

    /// <summary>A routine that waits or allocates, in HwStorStartIo or below it.</summary>
    WaitsInStartIo = 1UL << 34,

    /// <summary>A guarded member is read or written without its lock.</summary>
    Unguarded = 1UL << 35,

    /// <summary>A lock is waited for while one is held that is declared to come later.</summary>
    AgainstOrder = 1UL << 36,

    /// <summary>No defect by itself: a lock is waited for while others are held.</summary>
    AcquiredUnder = 1UL << 37,
}
