namespace DdiCompliance;

/// <summary>The analyzer rules whose laws the runtime checks too. The analyzers own the ids; the runtime only cites them.</summary>
internal static class RuleId
{
    internal const string NotInCriticalRegion = "DDI1001";
    internal const string RegionLeftWithoutEnter = "DDI1002";
    internal const string RegionNotLeft = "DDI1003";
    internal const string GuardedRegionLeftWithoutEnter = "DDI1004";
    internal const string GuardedRegionNotLeft = "DDI1005";
    internal const string ReleaseNotHeld = "DDI2001";
    internal const string HeldAtExit = "DDI2002";
    internal const string RecursiveExclusive = "DDI2004";
    internal const string UpgradeDeadlock = "DDI2005";
    internal const string PushLockRecursion = "DDI2006";
    internal const string MismatchedRelease = "DDI2007";
    internal const string ForThreadWithoutTransfer = "DDI3001";
    internal const string UsedAfterTransfer = "DDI3002";
    internal const string ConvertNotExclusive = "DDI3003";
    internal const string UsedBeforeInitialize = "DDI3004";
    internal const string UsedAfterDelete = "DDI3005";
    internal const string InitializedTwice = "DDI3006";
    internal const string DeletedWhileHeld = "DDI3007";
    internal const string OwnerPointerBits = "DDI3009";
    internal const string IrqlTooHigh = "DDI4001";
    internal const string IrqlNotRestored = "DDI4002";
    internal const string LockOrderInversion = "DDI5001";
}
