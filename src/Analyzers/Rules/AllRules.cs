using System.Collections.Immutable;
using DdiCompliance.Analyzers.Rules.Balance;
using DdiCompliance.Analyzers.Rules.Order;
using DdiCompliance.Analyzers.Rules.Ownership;
using DdiCompliance.Analyzers.Rules.Place;
using DdiCompliance.Analyzers.Rules.Regions;

namespace DdiCompliance.Analyzers.Rules;

/// <summary>Every rule that asks about single paths, in the order of their ids.</summary>
internal static class AllRules
{
    public static readonly ImmutableArray<LockRule> OfPaths = ImmutableArray.Create<LockRule>(
        new NotInCriticalRegion(),
        new RegionLeftWithoutEnter(),
        new RegionNotLeft(),
        new GuardedRegionLeftWithoutEnter(),
        new GuardedRegionNotLeft(),
        new RegionLeftWhileHolding(),
        new Regions.RedundantRegion(),
        new PreferCombinedRoutine(),
        new ApcsMustBeEnabled(),
        new ReleaseNotHeld(),
        new Balance.HeldAtExit(),
        new HeldAtExceptionExit(),
        new RecursiveExclusive(),
        new UpgradeDeadlock(),
        new PushLockRecursion(),
        new MismatchedRelease(),
        new UncheckedAcquire(),
        new ForThreadWithoutTransfer(),
        new Ownership.UsedAfterTransfer(),
        new ConvertNotExclusive(),
        new UsedBeforeInitialize(),
        new UsedAfterDelete(),
        new InitializedTwice(),
        new DeletedWhileHeld(),
        new Ownership.OwnerPointerBits(),
        new Place.IrqlTooHigh(),
        new IrqlNotRestored(),
        new ProhibitedInStorport(),
        new AwaitWhileHeld(),
        new LockOrderInversion(),
        new UnguardedAccess(),
        new RequiredLockNotHeld(),
        new ContractNotKept());
}
