namespace DdiCompliance;

public static partial class Ddi
{
    /// <summary>Initialises a fast mutex: free. IRQL &lt;= DISPATCH_LEVEL. Source: nf-wdm-exinitializefastmutex.</summary>
    /// <param name="FastMutex">The mutex.</param>
    public static void ExInitializeFastMutex(FAST_MUTEX FastMutex)
    {
        ArgumentNullException.ThrowIfNull(FastMutex);
        FastMutex.Mutex.Initialize();
    }

    /// <summary>Acquires a fast mutex, waiting while another thread owns it, and raises the IRQL to APC_LEVEL. IRQL &lt;= APC_LEVEL. Source: nf-wdm-exacquirefastmutex.</summary>
    /// <param name="FastMutex">The mutex; it remembers the IRQL to restore.</param>
    /// <exception cref="BugCheckException">
    /// 0xBF when the caller owns it already (it would wait for ever); 0x192 above APC_LEVEL, with verification 0xC4/0x33; 0xC4/0x1002 when it is not initialised;
    /// with verification 0xC4/0x1001 for a deadlock or a lock order that can become one.
    /// </exception>
    public static void ExAcquireFastMutex(FAST_MUTEX FastMutex)
    {
        KernelThread thread = KernelThread.Current;
        MutexRoutines.CheckAcquireIrql(thread, FastMutex.Mutex);
        byte before = MutexRoutines.RaiseToApc(thread);
        try
        {
            FastMutex.Mutex.Enter(thread);
        }
        catch
        {
            thread.Hot.LowerIrql(before);
            throw;
        }
        FastMutex.Mutex.SavedIrql = before;
        FastMutex.Mutex.IsUnsafe = false;
    }

    /// <summary>Acquires a fast mutex if it is free; only then raises the IRQL to APC_LEVEL. IRQL &lt;= APC_LEVEL. Source: nf-wdm-extrytoacquirefastmutex.</summary>
    /// <param name="FastMutex">The mutex.</param>
    /// <returns>true when the caller owns it now; false when anybody, the caller included, owned it before.</returns>
    /// <exception cref="BugCheckException">0x192 above APC_LEVEL, with verification 0xC4/0x33; 0xC4/0x1002 when it is not initialised.</exception>
    public static bool ExTryToAcquireFastMutex(FAST_MUTEX FastMutex)
    {
        KernelThread thread = KernelThread.Current;
        MutexRoutines.CheckAcquireIrql(thread, FastMutex.Mutex);
        if (!FastMutex.Mutex.TryEnter(thread))
            return false;
        FastMutex.Mutex.SavedIrql = MutexRoutines.RaiseToApc(thread);
        FastMutex.Mutex.IsUnsafe = false;
        return true;
    }

    /// <summary>Releases a fast mutex and restores the IRQL of its acquisition, which may deliver kernel APCs. IRQL = APC_LEVEL. Source: nf-wdm-exreleasefastmutex.</summary>
    /// <param name="FastMutex">The mutex.</param>
    /// <exception cref="BugCheckException">
    /// 0x162 when the caller does not own it, with verification 0xC4/0x1004 or 0xC4/0x1007; with verification 0xC4/0x34 at another IRQL and 0xC4/0x1009 for an unsafe acquisition.
    /// </exception>
    public static void ExReleaseFastMutex(FAST_MUTEX FastMutex)
    {
        KernelThread thread = KernelThread.Current;
        MutexRoutines.CheckRelease(thread, FastMutex.Mutex);
        byte restored = FastMutex.Mutex.SavedIrql;
        FastMutex.Mutex.Exit(thread);
        thread.Hot.LowerIrql(restored);
    }

    /// <summary>Acquires a fast mutex without changing the IRQL: at APC_LEVEL, or in a critical region. Source: nf-wdm-exacquirefastmutexunsafe.</summary>
    /// <param name="FastMutex">The mutex.</param>
    /// <exception cref="BugCheckException">As <see cref="ExAcquireFastMutex"/>; with verification 0xC4/0x39 below APC_LEVEL and in no region.</exception>
    public static void ExAcquireFastMutexUnsafe(FAST_MUTEX FastMutex) => MutexRoutines.AcquireUnsafe(FastMutex.Mutex);

    /// <summary>Releases a fast mutex that was acquired by <see cref="ExAcquireFastMutexUnsafe"/>, in the same region or IRQL. Source: nf-wdm-exreleasefastmutexunsafe.</summary>
    /// <param name="FastMutex">The mutex.</param>
    /// <exception cref="BugCheckException">As <see cref="ExReleaseFastMutex"/>; with verification 0xC4/0x3A below APC_LEVEL and in no region.</exception>
    public static void ExReleaseFastMutexUnsafe(FAST_MUTEX FastMutex) => MutexRoutines.ReleaseUnsafe(FastMutex.Mutex);

    /// <summary>Initialises a guarded mutex: free. IRQL &lt;= APC_LEVEL. Source: nf-wdm-keinitializeguardedmutex.</summary>
    /// <param name="Mutex">The mutex.</param>
    public static void KeInitializeGuardedMutex(KGUARDED_MUTEX Mutex)
    {
        ArgumentNullException.ThrowIfNull(Mutex);
        Mutex.Mutex.Initialize();
    }

    /// <summary>Enters a guarded region and acquires a guarded mutex, waiting while another thread owns it. IRQL &lt;= APC_LEVEL. Source: nf-wdm-keacquireguardedmutex.</summary>
    /// <param name="Mutex">The mutex.</param>
    /// <exception cref="BugCheckException">As <see cref="ExAcquireFastMutex"/>; the region is not entered then.</exception>
    public static void KeAcquireGuardedMutex(KGUARDED_MUTEX Mutex)
    {
        KernelThread thread = KernelThread.Current;
        MutexRoutines.CheckAcquireIrql(thread, Mutex.Mutex);
        thread.Hot.EnterGuardedRegion();
        try
        {
            Mutex.Mutex.Enter(thread);
        }
        catch
        {
            thread.Hot.LeaveGuardedRegion();
            throw;
        }
        Mutex.Mutex.IsUnsafe = false;
    }

    /// <summary>Acquires a guarded mutex if it is free, and then is in a guarded region. IRQL &lt;= APC_LEVEL. Source: nf-wdm-ketrytoacquireguardedmutex.</summary>
    /// <param name="Mutex">The mutex.</param>
    /// <returns>true when the caller owns it now; false when anybody, the caller included, owned it before: the region is not entered then.</returns>
    /// <exception cref="BugCheckException">As <see cref="ExTryToAcquireFastMutex"/>.</exception>
    public static bool KeTryToAcquireGuardedMutex(KGUARDED_MUTEX Mutex)
    {
        KernelThread thread = KernelThread.Current;
        MutexRoutines.CheckAcquireIrql(thread, Mutex.Mutex);
        if (!Mutex.Mutex.TryEnter(thread))
            return false;
        Mutex.Mutex.IsUnsafe = false;
        thread.Hot.EnterGuardedRegion();
        return true;
    }

    /// <summary>Releases a guarded mutex and leaves its guarded region, which may deliver kernel APCs. IRQL &lt;= APC_LEVEL. Source: nf-wdm-kereleaseguardedmutex.</summary>
    /// <param name="Mutex">The mutex.</param>
    /// <exception cref="BugCheckException">As <see cref="ExReleaseFastMutex"/>, but for the IRQL; the region is not left then.</exception>
    public static void KeReleaseGuardedMutex(KGUARDED_MUTEX Mutex)
    {
        KernelThread thread = KernelThread.Current;
        Mutex.Mutex.CheckKind(isUnsafe: false);
        Mutex.Mutex.Exit(thread);
        thread.Hot.LeaveGuardedRegion();
    }

    /// <summary>Acquires a guarded mutex without entering a region: at APC_LEVEL, or in a guarded region. Source: nf-wdm-keacquireguardedmutexunsafe.</summary>
    /// <param name="FastMutex">The mutex.</param>
    /// <exception cref="BugCheckException">As <see cref="ExAcquireFastMutexUnsafe"/>.</exception>
    public static void KeAcquireGuardedMutexUnsafe(KGUARDED_MUTEX FastMutex) => MutexRoutines.AcquireUnsafe(FastMutex.Mutex);

    /// <summary>Releases a guarded mutex that was acquired by <see cref="KeAcquireGuardedMutexUnsafe"/>. Source: nf-wdm-kereleaseguardedmutexunsafe.</summary>
    /// <param name="FastMutex">The mutex.</param>
    /// <exception cref="BugCheckException">As <see cref="ExReleaseFastMutexUnsafe"/>.</exception>
    public static void KeReleaseGuardedMutexUnsafe(KGUARDED_MUTEX FastMutex) => MutexRoutines.ReleaseUnsafe(FastMutex.Mutex);
}
