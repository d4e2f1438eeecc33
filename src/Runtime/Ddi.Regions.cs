namespace DdiCompliance;

public static partial class Ddi
{
    /// <summary>
    /// Enters a critical region: normal kernel APCs are not delivered to the calling thread until the matching leave. Nests.
    /// IRQL &lt;= APC_LEVEL. Source: nf-wdm-keentercriticalregion.
    /// </summary>
    /// <exception cref="BugCheckException">0xC4/0x11A above APC_LEVEL, with verification.</exception>
    public static void KeEnterCriticalRegion() => KernelThread.CurrentHot.EnterCriticalRegion();

    /// <summary>
    /// Leaves a critical region; leaving the outermost one delivers the queued kernel APCs that may run then. IRQL &lt;= APC_LEVEL. Source: nf-wdm-keleavecriticalregion.
    /// Without a matching enter the count becomes positive, as on a free build, and APCs count as disabled until an enter brings it back to 0;
    /// a system thread that ends like this is bug check 0x20.
    /// </summary>
    /// <exception cref="BugCheckException">With verification: 0xC4/0x3E without a matching enter, 0xC4/0x11B above APC_LEVEL.</exception>
    public static void KeLeaveCriticalRegion() => KernelThread.CurrentHot.LeaveCriticalRegion();

    /// <summary>Enters a guarded region: no kernel APC at all is delivered until the matching leave. Nests. IRQL &lt;= APC_LEVEL. Source: nf-wdm-keenterguardedregion.</summary>
    public static void KeEnterGuardedRegion() => KernelThread.CurrentHot.EnterGuardedRegion();

    /// <summary>
    /// Leaves a guarded region; leaving the outermost one delivers the queued kernel APCs that may run then. IRQL &lt;= APC_LEVEL. Source: nf-wdm-keleaveguardedregion.
    /// Without a matching enter the count becomes positive, as for <see cref="KeLeaveCriticalRegion"/>.
    /// </summary>
    /// <exception cref="BugCheckException">With verification: 0xC4/0x3E without a matching enter.</exception>
    public static void KeLeaveGuardedRegion() => KernelThread.CurrentHot.LeaveGuardedRegion();

    /// <summary>Whether the calling thread is in a critical or guarded region. IRQL &lt;= DISPATCH_LEVEL. Source: nf-wdm-keareapcsdisabled.</summary>
    /// <returns>true when either count is not 0. The IRQL is not considered: false at APC_LEVEL without a region.</returns>
    public static bool KeAreApcsDisabled() => KernelThread.CurrentHot.AreApcsDisabled;

    /// <summary>Whether the calling thread takes no kernel APC at all. IRQL &lt;= DISPATCH_LEVEL (works at any). Source: nf-wdm-keareallapcsdisabled.</summary>
    /// <returns>true in a guarded region or at APC_LEVEL and above; false in a mere critical region.</returns>
    public static bool KeAreAllApcsDisabled()
    {
        ref ThreadBlock me = ref KernelThread.CurrentHot;
        return me.SpecialApcDisable != 0 || me.Irql >= APC_LEVEL;
    }

    /// <summary>Enters a critical region, as <see cref="KeEnterCriticalRegion"/>: what a file system does at each entry point. IRQL &lt;= APC_LEVEL. Source: ifs/fsrtlenterfilesystem.</summary>
    /// <exception cref="BugCheckException">As <see cref="KeEnterCriticalRegion"/>.</exception>
    public static void FsRtlEnterFileSystem() => KernelThread.CurrentHot.EnterCriticalRegion();

    /// <summary>Leaves a critical region, as <see cref="KeLeaveCriticalRegion"/>. IRQL &lt;= APC_LEVEL. Source: ifs/fsrtlexitfilesystem.</summary>
    /// <exception cref="BugCheckException">As <see cref="KeLeaveCriticalRegion"/>.</exception>
    public static void FsRtlExitFileSystem() => KernelThread.CurrentHot.LeaveCriticalRegion();
}
