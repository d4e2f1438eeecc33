using System.Runtime.CompilerServices;

namespace DdiCompliance;

/// <summary>
/// What the region routines do to a thread. Enter decrements, Leave increments (behaviour 65); the two counts are independent.
/// The counts are read and written in two statements on purpose: ++ and -- make the JIT compute the address first, and the processor then does not see that
/// the count it loads is the one just stored (0.3 ns per pair alone, 0.6 in the NT bracket).
/// </summary>
internal static class RegionState
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void EnterCriticalRegion(this ref ThreadBlock me)
    {
        if (DdiVerifier.IsOn)
            RegionCheck.EnterCritical();
        me.EnterCriticalRegionUnchecked();
    }

    /// <summary>For routines that have looked already whether verification is on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void EnterCriticalRegionUnchecked(this ref ThreadBlock me) => me.KernelApcDisable = me.KernelApcDisable - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LeaveCriticalRegion(this ref ThreadBlock me)
    {
        if (DdiVerifier.IsOn)
            RegionCheck.LeaveCritical();
        int count = me.KernelApcDisable + 1;
        me.KernelApcDisable = count;
        if (count == 0 && me.ApcPending != 0)
            KernelThread.DeliverPendingHere();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void EnterGuardedRegion(this ref ThreadBlock me) => me.SpecialApcDisable--;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LeaveGuardedRegion(this ref ThreadBlock me)
    {
        if (DdiVerifier.IsOn)
            RegionCheck.LeaveGuarded();
        if (++me.SpecialApcDisable == 0 && me.ApcPending != 0)
            KernelThread.DeliverPendingHere();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LowerIrql(this ref ThreadBlock me, byte level)
    {
        me.Irql = level;
        if (level < Ddi.APC_LEVEL && me.ApcPending != 0)
            KernelThread.DeliverPendingHere();
    }
}

/// <summary>Verification of the region routines.</summary>
internal static class RegionCheck
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void EnterCritical()
    {
        ref ThreadBlock me = ref KernelThread.CurrentHot;
        if (me.Irql > Ddi.APC_LEVEL)
            Verifier.Throw(VerifierCode.CriticalRegionEnteredAboveApc, RuleId.IrqlTooHigh, "a critical region was entered above APC_LEVEL", me.Irql);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void LeaveCritical()
    {
        ref ThreadBlock me = ref KernelThread.CurrentHot;
        if (me.Irql > Ddi.APC_LEVEL)
            Verifier.Throw(VerifierCode.CriticalRegionLeftAboveApc, RuleId.IrqlTooHigh, "a critical region was left above APC_LEVEL", me.Irql);
        if (me.KernelApcDisable >= 0)
            Verifier.Throw(VerifierCode.CriticalRegionLeftWithoutEnter, RuleId.RegionLeftWithoutEnter, "a critical region was left without being entered");
    }

    /// <summary>0x3E speaks of critical regions; the same mistake with a guarded region has no sub-code of its own.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void LeaveGuarded()
    {
        ref ThreadBlock me = ref KernelThread.CurrentHot;
        if (me.SpecialApcDisable >= 0)
            Verifier.Throw(VerifierCode.CriticalRegionLeftWithoutEnter, RuleId.GuardedRegionLeftWithoutEnter, "a guarded region was left without being entered");
    }
}
