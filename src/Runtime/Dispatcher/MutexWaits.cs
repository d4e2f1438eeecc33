namespace DdiCompliance;

/// <summary>What a wait for mutex objects and threads does to the thread besides waiting.</summary>
internal static class MutexWaits
{
    internal static NTSTATUS Wait(ReadOnlySpan<object> objects, bool forAll, long? timeout)
    {
        KernelThread thread = KernelThread.Current;
        thread.EndWaitNext();
        DispatcherObject[] waited = new DispatcherObject[objects.Length];
        for (int i = 0; i < objects.Length; i++)
        {
            waited[i] = objects[i] switch
            {
                KMUTEX mutex => mutex.Object,
                KernelThread other => other.Ending,
                _ => throw new NtStatusException(Ddi.STATUS_INVALID_PARAMETER, "Only mutex objects and threads can be waited for here."),
            };
        }
        int index = Dispatcher.Wait(waited, forAll, timeout);
        if (index < 0)
            return Ddi.STATUS_TIMEOUT;
        for (int i = 0; i < waited.Length; i++)
        {
            if ((forAll || i == index) && objects[i] is KMUTEX)
                Acquired(thread, waited[i]);
        }
        return index;
    }

    /// <summary>The first acquisition enters a critical region; a recursive one does not (the region ends with the last release).</summary>
    private static void Acquired(KernelThread thread, DispatcherObject mutex)
    {
        if (mutex.SignalState != 0)
            return;
        thread.OwnedMutexes++;
        thread.Hot.KernelApcDisable--;
        if (DdiVerifier.IsOn)
            thread.Verified.Acquired(mutex, exclusive: true);
    }

    /// <summary>Not the region routine: a mutex object may be acquired and released at DISPATCH_LEVEL, where verification forbids regions.</summary>
    internal static void LeaveRegion(KernelThread thread)
    {
        if (++thread.Hot.KernelApcDisable == 0 && thread.Hot.ApcPending != 0)
            thread.DeliverPending();
    }
}

public sealed partial class KernelThread
{
    private DispatcherObject? _ending;
    private byte? _irqlAfterWaitNext;

    /// <summary>What is signalled when the thread has ended; made for the first thread that waits for it.</summary>
    internal DispatcherObject Ending
    {
        get
        {
            DispatcherObject ending = _ending ?? Interlocked.CompareExchange(ref _ending, new DispatcherObject(this), null) ?? _ending;
            // Partner of SignalEnding: one of the two sees what the other wrote before.
            if (HasEnded)
                Dispatcher.Release(ending);
            return ending;
        }
    }

    /// <summary>Mutex objects this thread owns.</summary>
    internal int OwnedMutexes { get; set; }

    /// <summary><see cref="HasEnded"/> is set.</summary>
    internal void SignalEnding()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _ending) is { } ending)
            Dispatcher.Release(ending);
    }

    /// <summary>KeReleaseMutex with Wait: nothing may come between it and the wait.</summary>
    internal void BeginWaitNext()
    {
        _irqlAfterWaitNext = Hot.Irql;
        RaisedIrql.Note(Ddi.DISPATCH_LEVEL);
        Hot.Irql = Ddi.DISPATCH_LEVEL;
    }

    /// <summary>The wait has come.</summary>
    internal void EndWaitNext()
    {
        if (_irqlAfterWaitNext is not { } level)
            return;
        _irqlAfterWaitNext = null;
        Hot.Irql = level;
    }
}
