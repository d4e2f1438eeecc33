namespace DdiCompliance;

public static partial class Ddi
{
    /// <summary>A wait for any: the first object was acquired (0); the n-th is STATUS_WAIT_0 + n.</summary>
    public static NTSTATUS STATUS_WAIT_0 => 0;

    /// <summary>Objects a wait for several can name without a wait block array.</summary>
    public const uint THREAD_WAIT_OBJECTS = 3;

    /// <summary>Objects a wait for several can name at most.</summary>
    public const uint MAXIMUM_WAIT_OBJECTS = 64;

    /// <summary>Initialises a mutex object: free. Any IRQL. Source: nf-wdm-keinitializemutex.</summary>
    /// <param name="Mutex">The mutex.</param>
    /// <param name="Level">Reserved, 0.</param>
    public static void KeInitializeMutex(KMUTEX Mutex, uint Level)
    {
        ArgumentNullException.ThrowIfNull(Mutex);
        Mutex.Initialize();
    }

    /// <summary>Reads a mutex object's signal state without synchronisation. IRQL &lt;= DISPATCH_LEVEL. Source: nf-wdm-kereadstatemutex.</summary>
    /// <param name="Mutex">The mutex.</param>
    /// <returns>1 when free, 0 when acquired once, negative when acquired more often.</returns>
    public static int KeReadStateMutex(KMUTEX Mutex) => Mutex.Object.SignalState;

    /// <summary>
    /// Releases one acquisition of a mutex object; the last one leaves the critical region of its owner and gives the mutex to the thread that has waited
    /// longest. IRQL &lt;= DISPATCH_LEVEL. Source: nf-wdm-kereleasemutex.
    /// </summary>
    /// <param name="Mutex">The mutex.</param>
    /// <param name="Wait">true when a KeWait routine follows at once: the IRQL stays at DISPATCH_LEVEL until then.</param>
    /// <returns>The signal state before: 0 when the mutex is free now.</returns>
    /// <exception cref="NtStatusException">STATUS_MUTANT_NOT_OWNED when the caller does not own it.</exception>
    public static int KeReleaseMutex(KMUTEX Mutex, bool Wait)
    {
        KernelThread thread = KernelThread.Current;
        DispatcherObject mutex = Mutex.Object;
        if (mutex.Owner != thread)
            throw new NtStatusException(STATUS_MUTANT_NOT_OWNED, $"thread {thread.Id} releases {mutex}");
        bool last = mutex.SignalState == 0;
        if (last)
            thread.OwnedMutexes--;
        if (last && DdiVerifier.IsOn)
            thread.Verified.Released(mutex);
        int before = Dispatcher.Release(mutex);
        if (Wait)
            thread.BeginWaitNext();
        if (last)
            MutexWaits.LeaveRegion(thread);
        return before;
    }

    /// <summary>
    /// Waits for a mutex object and acquires it, or for the end of a thread. The first acquisition of a mutex enters a critical region; a wait for a thread changes nothing.
    /// IRQL &lt;= APC_LEVEL, with a zero time-out &lt;= DISPATCH_LEVEL. Source: nf-wdm-kewaitforsingleobject.
    /// </summary>
    /// <param name="Object">
    /// A <see cref="KMUTEX"/>, or a <see cref="KernelThread"/>: one of <see cref="PsCreateSystemThread"/> is signalled when it has ended, any other when
    /// the garbage collector notices that it has.
    /// </param>
    /// <param name="WaitReason">No effect.</param>
    /// <param name="WaitMode">KernelMode.</param>
    /// <param name="Alertable">No effect: nothing alerts a thread here.</param>
    /// <param name="Timeout">In units of 100 ns: null waits without a limit, 0 not at all, negative is relative, positive a system time (since 1601, UTC).</param>
    /// <returns>STATUS_SUCCESS when acquired or ended; STATUS_TIMEOUT, which passes <see cref="NT_SUCCESS"/> too, when not.</returns>
    /// <exception cref="BugCheckException">0xB8 when it would wait above APC_LEVEL, with verification 0xC4/0x3B; with verification 0xC4/0x1001 for a deadlock.</exception>
    /// <exception cref="NtStatusException">STATUS_MUTANT_LIMIT_EXCEEDED after 2^31 acquisitions; STATUS_INVALID_PARAMETER for another kind of object.</exception>
    public static NTSTATUS KeWaitForSingleObject(object Object, KWAIT_REASON WaitReason, KPROCESSOR_MODE WaitMode, bool Alertable, long? Timeout) =>
        MutexWaits.Wait([Object], forAll: true, Timeout);

    /// <summary>As <see cref="KeWaitForSingleObject"/>. Source: nf-wdm-kewaitforsingleobject, which this macro stands for.</summary>
    /// <param name="Object">The mutex.</param>
    /// <param name="WaitReason">No effect.</param>
    /// <param name="WaitMode">KernelMode.</param>
    /// <param name="Alertable">No effect.</param>
    /// <param name="Timeout">As for <see cref="KeWaitForSingleObject"/>.</param>
    /// <returns>As <see cref="KeWaitForSingleObject"/>.</returns>
    /// <exception cref="BugCheckException">As <see cref="KeWaitForSingleObject"/>.</exception>
    public static NTSTATUS KeWaitForMutexObject(KMUTEX Object, KWAIT_REASON WaitReason, KPROCESSOR_MODE WaitMode, bool Alertable, long? Timeout) =>
        MutexWaits.Wait([Object], forAll: true, Timeout);

    /// <summary>Waits for any or for all of several mutex objects and threads. IRQL as <see cref="KeWaitForSingleObject"/>. Source: nf-wdm-kewaitformultipleobjects.</summary>
    /// <param name="Count">How many of <paramref name="Object"/> to wait for, 1 to 64; above 3 only with a wait block array.</param>
    /// <param name="Object">The mutexes and threads.</param>
    /// <param name="WaitType">Any, or all at one instant.</param>
    /// <param name="WaitReason">No effect.</param>
    /// <param name="WaitMode">KernelMode.</param>
    /// <param name="Alertable">No effect.</param>
    /// <param name="Timeout">As for <see cref="KeWaitForSingleObject"/>.</param>
    /// <param name="WaitBlockArray">Anything but null for more than 3 objects; not used.</param>
    /// <returns>STATUS_SUCCESS, for any STATUS_WAIT_0 plus the index; STATUS_TIMEOUT.</returns>
    /// <exception cref="BugCheckException">0xC for too many objects; and as <see cref="KeWaitForSingleObject"/>.</exception>
    public static NTSTATUS KeWaitForMultipleObjects(
        uint Count, object[] Object, WAIT_TYPE WaitType, KWAIT_REASON WaitReason, KPROCESSOR_MODE WaitMode, bool Alertable, long? Timeout, object? WaitBlockArray)
    {
        uint most = WaitBlockArray is null ? THREAD_WAIT_OBJECTS : MAXIMUM_WAIT_OBJECTS;
        if (Count > most)
            BugCheckException.Throw(BugCheckCode.MAXIMUM_WAIT_OBJECTS_EXCEEDED, null, $"a wait names {Count} objects; {most} is the most here");
        if (Count == 0 || Count > Object.Length)
            throw new NtStatusException(STATUS_INVALID_PARAMETER, $"Count is {Count}, but {Object.Length} objects are given");
        return MutexWaits.Wait(Object.AsSpan(0, (int)Count), forAll: WaitType == WAIT_TYPE.WaitAll, Timeout);
    }
}
