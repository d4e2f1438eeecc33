using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>What a routine demands of region depth and IRQL.</summary>
internal static class PlaceLaws
{
    /// <summary>Laws broken by calling <paramref name="contract"/> at <paramref name="place"/>, and whether the caller's depth decides.</summary>
    /// <param name="waits">The call waits for as long as it takes, which some routines may do at lower levels only.</param>
    public static (Outcome Broken, bool DependsOnCaller) Check(RoutineContract contract, in Place place, EntryView view, bool strict, bool waits = false)
    {
        Outcome broken = Outcome.None;
        bool open = false;
        if (!place.Has(PlaceFlags.CriticalLost | PlaceFlags.GuardedLost))
        {
            CheckApcs(contract, place, strict, ref broken);
        }

        if (!place.Has(PlaceFlags.IrqlLost))
        {
            if (place.IrqlLow > (waits ? Math.Min(contract.IrqlMax, contract.WaitingIrqlMax) : contract.IrqlMax))
            {
                broken |= Outcome.IrqlTooHigh;
            }
            else if (place.IrqlHigh < contract.IrqlMin)
            {
                broken |= Outcome.IrqlTooLow;
            }
            else if (contract.IrqlMax < Place.Highest || contract.IrqlMin > 0)
            {
                open = place.Frames == 0;
            }
        }

        if (view == EntryView.Root)
        {
            return (broken, false);
        }

        // A helper's caller may have turned APCs off; it cannot turn back on what was turned off here.
        Outcome theirs = broken & (Outcome.ApcsEnabled | Outcome.CriticalNotEntered | Outcome.GuardedNotEntered);
        open |= theirs != Outcome.None || contract.Apc is ApcRequirement.NormalApcsEnabled or ApcRequirement.SpecialApcsEnabled;
        return (broken & ~theirs, open);
    }

    /// <summary>A system thread is in a critical region from its start on: that one is no mistake of the code.</summary>
    private static bool OffByItself(in Place place)
        => place.Critical > (place.Has(PlaceFlags.SystemThread) ? 1 : 0) || place.Guarded > 0 || place.IrqlLow >= Place.Apc;

    private static void CheckApcs(RoutineContract contract, in Place place, bool strict, ref Outcome broken)
    {
        bool off = strict && contract.Apc == ApcRequirement.NormalApcsDisabled ? place.Critical > 0 : place.NormalApcsOff;
        switch (contract.Apc)
        {
            case ApcRequirement.NormalApcsDisabled when !off:
            case ApcRequirement.NormalApcsDisabledUnlessSystemThread when !off && !place.Has(PlaceFlags.SystemThread):
            case ApcRequirement.ApcLevelOrCriticalRegion when !off:
            case ApcRequirement.InCriticalRegion when contract.CriticalDelta >= 0 && !(strict ? place.Critical > 0 : place.NormalApcsOff):
            case ApcRequirement.InGuardedRegion when contract.GuardedDelta >= 0 && place.Guarded <= 0 && (strict || place.IrqlLow < Place.Apc):
            case ApcRequirement.ApcLevelOrGuardedRegion when place.Guarded <= 0 && place.IrqlLow < Place.Apc:
                broken |= Outcome.ApcsEnabled;
                break;
            case ApcRequirement.NormalApcsEnabled when OffByItself(place):
            case ApcRequirement.SpecialApcsEnabled when place.Guarded > 0 || place.IrqlLow >= Place.Apc:
                broken |= Outcome.ApcsDisabled;
                break;
        }

        if (contract.CriticalDelta < 0 && place.Critical + contract.CriticalDelta < 0)
        {
            broken |= Outcome.CriticalNotEntered;
        }

        if (contract.GuardedDelta < 0 && place.Guarded + contract.GuardedDelta < 0)
        {
            broken |= Outcome.GuardedNotEntered;
        }
    }
}
