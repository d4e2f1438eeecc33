using System.Runtime.CompilerServices;

namespace DdiCompliance;

/// <summary>What the region routines do to a thread. Enter decrements, Leave increments (behaviour 65); the two counts are independent.</summary>
public sealed partial class KernelThread
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void EnterCriticalRegion()
    {
        if (DdiVerifier.IsOn)
            RegionCheck.EnterCritical(this);
        Hot.KernelApcDisable--;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void LeaveCriticalRegion()
    {
        if (DdiVerifier.IsOn)
            RegionCheck.LeaveCritical(this);
        if (++Hot.KernelApcDisable == 0 && Hot.ApcPending != 0)
            DeliverPending();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void EnterGuardedRegion() => Hot.SpecialApcDisable--;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void LeaveGuardedRegion()
    {
        if (DdiVerifier.IsOn)
            RegionCheck.LeaveGuarded(this);
        if (++Hot.SpecialApcDisable == 0 && Hot.ApcPending != 0)
            DeliverPending();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void LowerIrql(byte level)
    {
        Hot.Irql = level;
        if (level < Ddi.APC_LEVEL && Hot.ApcPending != 0)
            DeliverPending();
    }
}

/// <summary>Verification of the region routines.</summary>
internal static class RegionCheck
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void EnterCritical(KernelThread thread)
    {
        if (thread.Hot.Irql > Ddi.APC_LEVEL)
            Verifier.Throw(VerifierCode.CriticalRegionEnteredAboveApc, RuleId.IrqlTooHigh, "a critical region was entered above APC_LEVEL", thread.Hot.Irql);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void LeaveCritical(KernelThread thread)
    {
        if (thread.Hot.Irql > Ddi.APC_LEVEL)
            Verifier.Throw(VerifierCode.CriticalRegionLeftAboveApc, RuleId.IrqlTooHigh, "a critical region was left above APC_LEVEL", thread.Hot.Irql);
        if (thread.Hot.KernelApcDisable >= 0)
            Verifier.Throw(VerifierCode.CriticalRegionLeftWithoutEnter, RuleId.RegionLeftWithoutEnter, "a critical region was left without being entered");
    }

    /// <summary>0x3E speaks of critical regions; the same mistake with a guarded region has no sub-code of its own.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void LeaveGuarded(KernelThread thread)
    {
        if (thread.Hot.SpecialApcDisable >= 0)
            Verifier.Throw(VerifierCode.CriticalRegionLeftWithoutEnter, RuleId.GuardedRegionLeftWithoutEnter, "a guarded region was left without being entered");
    }
}
