namespace DdiCompliance;

/// <summary>What a wait for mutex objects does to the thread besides waiting.</summary>
internal static class MutexWaits
{
    internal static NTSTATUS Wait(ReadOnlySpan<object> objects, bool forAll, long? timeout)
    {
        KernelThread thread = KernelThread.Current;
        thread.EndWaitNext();
        DispatcherObject[] mutexes = new DispatcherObject[objects.Length];
        for (int i = 0; i < objects.Length; i++)
        {
            mutexes[i] = objects[i] is KMUTEX mutex
                ? mutex.Object
                : throw new NtStatusException(Ddi.STATUS_INVALID_PARAMETER, "Only mutex objects can be waited for here.");
        }
        int index = Dispatcher.Wait(mutexes, forAll, timeout);
        if (index < 0)
            return Ddi.STATUS_TIMEOUT;
        if (!forAll)
            Acquired(thread, mutexes[index]);
        else
            Array.ForEach(mutexes, one => Acquired(thread, one));
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
    private byte? _irqlAfterWaitNext;

    /// <summary>Mutex objects this thread owns.</summary>
    internal int OwnedMutexes { get; set; }

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
