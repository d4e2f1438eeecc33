namespace DdiCompliance;

/// <summary>What must be true of a thread that ends.</summary>
internal static class ThreadExit
{
    /// <summary>Bug checks a thread that ends with an unbalanced state.</summary>
    /// <param name="thread">The ending thread, the caller.</param>
    /// <param name="combinedOnExit">The APC disable counts it has to end with: -1 in the critical half for a system thread, which starts inside a region.</param>
    internal static void Check(KernelThread thread, short combinedOnExit)
    {
        ref ThreadBlock hot = ref thread.Hot;
        if (hot.Irql != Ddi.PASSIVE_LEVEL || hot.SpecialApcDisable != 0 || hot.KernelApcDisable != combinedOnExit)
        {
            string rule = hot.Irql != Ddi.PASSIVE_LEVEL ? RuleId.IrqlNotRestored
                : hot.SpecialApcDisable < 0 ? RuleId.GuardedRegionNotLeft
                : hot.SpecialApcDisable > 0 ? RuleId.GuardedRegionLeftWithoutEnter
                : hot.KernelApcDisable < combinedOnExit ? RuleId.RegionNotLeft
                : RuleId.RegionLeftWithoutEnter;
            BugCheckException.Throw(
                BugCheckCode.KERNEL_APC_PENDING_DURING_EXIT, rule, $"a thread ended in a state it did not start in: {thread}",
                (ulong)hot.ApcPending, (uint)hot.CombinedApcDisable, hot.Irql, 1);
        }
    }
}
