namespace DdiCompliance;

/// <summary>Something a thread can wait for, as dumps and deadlock detection see it.</summary>
internal interface IWaitTarget
{
    /// <summary>The number of the lock, its name in messages.</summary>
    ulong Number { get; }

    /// <summary>Adds the threads that have to do something before this wait can end. Read without a lock, so the answer may be a moment old.</summary>
    /// <param name="wait">A wait for this.</param>
    /// <param name="into">Receives the threads.</param>
    void CollectBlockers(WaitBlock wait, List<KernelThread> into);
}
