namespace DdiCompliance.Analyzers.Rules;

/// <summary>The ids of the rules. An id is for users and is never given to another rule.</summary>
internal static class RuleIds
{
    public const string NotInCriticalRegion = "DDI1001";
    public const string RegionLeftWithoutEnter = "DDI1002";
    public const string RegionNotLeft = "DDI1003";
    public const string GuardedRegionLeftWithoutEnter = "DDI1004";
    public const string GuardedRegionNotLeft = "DDI1005";
    public const string RegionLeftWhileHolding = "DDI1006";
    public const string RedundantRegion = "DDI1010";
    public const string PreferCombinedRoutine = "DDI1011";
    public const string ApcsMustBeEnabled = "DDI1012";
    public const string ReleaseNotHeld = "DDI2001";
    public const string HeldAtExit = "DDI2002";
    public const string HeldAtExceptionExit = "DDI2003";
    public const string RecursiveExclusive = "DDI2004";
    public const string UpgradeDeadlock = "DDI2005";
    public const string PushLockRecursion = "DDI2006";
    public const string MismatchedRelease = "DDI2007";
    public const string UncheckedAcquire = "DDI2008";
    public const string ForThreadWithoutTransfer = "DDI3001";
    public const string UsedAfterTransfer = "DDI3002";
    public const string ConvertNotExclusive = "DDI3003";
    public const string UsedBeforeInitialize = "DDI3004";
    public const string UsedAfterDelete = "DDI3005";
    public const string InitializedTwice = "DDI3006";
    public const string DeletedWhileHeld = "DDI3007";
    public const string LockCopied = "DDI3008";
    public const string OwnerPointerBits = "DDI3009";
    public const string IrqlTooHigh = "DDI4001";
    public const string IrqlNotRestored = "DDI4002";
    public const string ProhibitedInStorport = "DDI4003";
    public const string AwaitWhileHeld = "DDI4004";
    public const string LockOrderInversion = "DDI5001";
    public const string UnguardedAccess = "DDI5002";
    public const string RequiredLockNotHeld = "DDI5003";
    public const string ContractNotKept = "DDI5004";
    public const string BadContract = "DDI9001";
    public const string UnknownRoutine = "DDI9002";

    public const string Regions = "Regions";
    public const string Balance = "Balance";
    public const string Ownership = "Ownership";
    public const string Place = "Place";
    public const string Order = "Order";
}
