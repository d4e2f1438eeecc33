namespace DdiCompliance;

/// <summary>What must be true of a thread that ends.</summary>
internal static class ThreadExit
{
    /// <summary>Parameter 3 of 0x153: the record of the lock still names it.</summary>
    private const ulong LockPointerSet = 1;

    /// <summary>What <see cref="DdiVerifier.CheckThreadExit"/> promises for a thread that the runtime did not make.</summary>
    internal static void Check() => Check(KernelThread.Current, combinedOnExit: 0);

    /// <summary>Bug checks a thread that ends with an unbalanced state.</summary>
    /// <param name="thread">The ending thread, the caller.</param>
    /// <param name="combinedOnExit">The APC disable counts it has to end with: -1 in the critical half for a system thread, which starts inside a region.</param>
    internal static void Check(KernelThread thread, short combinedOnExit)
    {
        if (thread.OwnedMutexes > 0)
        {
            BugCheckException.Throw(
                BugCheckCode.THREAD_TERMINATE_HELD_MUTEX, RuleId.HeldAtExit, $"thread {thread.Id} ended while it owned {thread.OwnedMutexes} mutex objects",
                thread.ResourceThread);
        }
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
                (ulong)hot.ApcPending, hot.CombinedApcDisable, hot.Irql, 1);
        }
        if (DdiVerifier.IsOn && Held(thread) is { } finding)
            throw finding;
    }

    /// <summary>Tells of a thread that has ended holding locks; nobody is left to throw at.</summary>
    internal static void ReportHeld(KernelThread thread)
    {
        if (DdiVerifier.IsOn && Held(thread) is { } finding)
            DdiVerifier.Report(finding);
    }

    private static BugCheckException? Held(KernelThread thread)
    {
        if (thread.Verified.Snapshot() is { Length: > 0 } held)
            return HeldAtEnd(thread, held);
        return PushLockUses.HeldBy(thread) is [var use, ..] ? HeldAtEnd(thread, use) : null;
    }

    /// <summary>A push lock has no owner that 0xC4/0x100A could speak of. The system tracks it for its priority boost, and finds it left behind in that record.</summary>
    private static BugCheckException HeldAtEnd(KernelThread thread, PushLockUse use) =>
        BugCheckException.Make(
            BugCheckCode.KERNEL_LOCK_ENTRY_LEAKED_ON_THREAD_TERMINATION, RuleId.HeldAtExit,
            $"thread {thread.Id} ended while it held a push lock {(use.IsExclusive ? "exclusively" : "shared")}, acquired at 0x{use.Address:X}",
            thread.ResourceThread, use.Address, LockPointerSet);

    private static BugCheckException HeldAtEnd(KernelThread thread, HeldLock[] held) =>
        Verifier.Make(
            VerifierCode.ThreadEndedOwning, RuleId.HeldAtExit,
            $"thread {thread.Id} ended while it held {string.Join(", ", held.Select(one => $"lock {one.Target.Number}"))}, acquired" +
            $"{Environment.NewLine}{Sites.Format(held[0].Site)}",
            held[0].Target.Number, thread.ResourceThread);
}
