using DdiCompliance.Annotations;

namespace DdiCompliance;

/// <summary>A critical region as a guard: <c>using (CriticalRegion.Enter()) { ... }</c>. Regions nest. Do not copy the guard: each copy would leave.</summary>
public ref struct CriticalRegion
{
    private bool _entered;

    /// <summary>Enters a critical region. IRQL &lt;= APC_LEVEL.</summary>
    /// <returns>The guard; dispose it once, on this thread.</returns>
    /// <exception cref="BugCheckException">As <see cref="Ddi.KeEnterCriticalRegion"/>.</exception>
    [EntersCriticalRegion]
    public static CriticalRegion Enter()
    {
        Ddi.KeEnterCriticalRegion();
        return new CriticalRegion { _entered = true };
    }

    /// <summary>Leaves the region; the outermost leave delivers queued kernel APCs. A second call does nothing.</summary>
    /// <exception cref="BugCheckException">As <see cref="Ddi.KeLeaveCriticalRegion"/>.</exception>
    [LeavesCriticalRegion]
    public void Dispose()
    {
        if (!_entered)
            return;
        _entered = false;
        Ddi.KeLeaveCriticalRegion();
    }
}

/// <summary>A guarded region as a guard: <c>using (GuardedRegion.Enter()) { ... }</c>. Regions nest. Do not copy the guard: each copy would leave.</summary>
public ref struct GuardedRegion
{
    private bool _entered;

    /// <summary>Enters a guarded region. IRQL &lt;= APC_LEVEL.</summary>
    /// <returns>The guard; dispose it once, on this thread.</returns>
    [EntersGuardedRegion]
    public static GuardedRegion Enter()
    {
        Ddi.KeEnterGuardedRegion();
        return new GuardedRegion { _entered = true };
    }

    /// <summary>Leaves the region; the outermost leave delivers queued kernel APCs. A second call does nothing.</summary>
    /// <exception cref="BugCheckException">As <see cref="Ddi.KeLeaveGuardedRegion"/>.</exception>
    [LeavesGuardedRegion]
    public void Dispose()
    {
        if (!_entered)
            return;
        _entered = false;
        Ddi.KeLeaveGuardedRegion();
    }
}

/// <summary>A raised IRQL as a guard: <c>using (Irql.Raise(DISPATCH_LEVEL)) { ... }</c>. Do not copy the guard: each copy would lower.</summary>
public ref struct Irql
{
    private byte _old;
    private bool _raised;

    /// <summary>The level that <see cref="Dispose"/> restores.</summary>
    public readonly byte Old => _old;

    /// <summary>Raises the calling thread's IRQL.</summary>
    /// <param name="level">The new level, from the current one to HIGH_LEVEL.</param>
    /// <returns>The guard; dispose it once, on this thread, in the reverse order of raises.</returns>
    /// <exception cref="BugCheckException">As <see cref="Ddi.KeRaiseIrql"/>.</exception>
    public static Irql Raise(byte level)
    {
        Ddi.KeRaiseIrql(level, out byte old);
        return new Irql { _old = old, _raised = true };
    }

    /// <summary>Restores the level before, which may deliver queued kernel APCs. A second call does nothing.</summary>
    /// <exception cref="BugCheckException">As <see cref="Ddi.KeLowerIrql"/>.</exception>
    public void Dispose()
    {
        if (!_raised)
            return;
        _raised = false;
        Ddi.KeLowerIrql(_old);
    }
}
