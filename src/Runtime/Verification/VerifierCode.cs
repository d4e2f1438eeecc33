namespace DdiCompliance;

/// <summary>Sub-codes of bug check 0xC4 (debugger/bug-check-0xc4--driver-verifier-detected-violation).</summary>
internal enum VerifierCode : uint
{
    IrqlRaisedDown = 0x30,
    IrqlLoweredUp = 0x31,
    SpinLockReleasedBelowDispatch = 0x32,
    FastMutexAcquiredAboveApc = 0x33,
    FastMutexReleasedNotAtApc = 0x34,
    ResourceAcquiredWithApcs = 0x37,
    ResourceReleasedWithApcs = 0x38,
    UnsafeMutexAcquired = 0x39,
    UnsafeMutexReleased = 0x3A,
    WaitAtDispatch = 0x3B,

    /// <summary>An ERESOURCE is an object and always aligned; a push lock may be in packed or native storage.</summary>
    ResourceUnaligned = 0x3D,
    CriticalRegionLeftWithoutEnter = 0x3E,
    SpinLockAcquiredBelowDispatch = 0x40,
    SpinLockReleasedFromBelowDispatch = 0x41,
    SpinLockAcquiredAboveDispatch = 0x42,
    ResourceInitializedTwice = 0xD0,
    UninitializedResourceDeleted = 0xD1,
    FreedWithActiveResource = 0xD2,
    PushLockAcquiredWithApcs = 0xEA,
    PushLockReleasedWithApcs = 0xEB,
    WrongIrql = 0xE5,
    CriticalRegionEnteredAboveApc = 0x11A,
    CriticalRegionLeftAboveApc = 0x11B,
    ExclusiveBySharedOwner = 0x1000,
    LockOrder = 0x1001,
    UninitializedAcquired = 0x1002,
    ReleasedOutOfOrder = 0x1003,
    ReleasedByWrongThread = 0x1004,
    InitializedTwice = 0x1005,
    ReleasedBeforeAcquired = 0x1007,
    AcquiredAsOtherKind = 0x1008,
    ReleasedAsOtherKind = 0x1009,
    ThreadEndedOwning = 0x100A,
    DeletedWhileOwned = 0x100B,
}
