namespace DdiCompliance;

/// <summary>
/// One wait of one thread. A lock queues it, <see cref="Wait()"/> sleeps until somebody calls <see cref="Grant"/>, and kernel APCs are delivered meanwhile.
/// A thread has more than one only when a routine run by an APC waits too. Blocks are kept by their thread, so waiting allocates nothing in steady state.
/// </summary>
internal sealed class WaitBlock
{
    private const int Armed = 0;
    private const int Parked = 1;
    private const int Granted = 2;

    /// <summary>About 4 us of pauses: longer than a hand-over between running threads, shorter than the two wake-ups that parking costs.</summary>
    private const int SpinSteps = 60;

    private int _state;

    internal WaitBlock(KernelThread thread) => Thread = thread;

    /// <summary>Who waits.</summary>
    internal KernelThread Thread { get; }

    /// <summary>The queue's link, the lock's business.</summary>
    internal WaitBlock? Next { get; set; }

    /// <summary>What is waited for, the lock's business.</summary>
    internal int Request { get; set; }

    /// <summary>The lock that is waited for, shown in dumps and followed by deadlock detection.</summary>
    internal IWaitTarget? Target { get; set; }

    /// <summary>Whether the lock's queue knows the block; guarded by the lock's gate.</summary>
    internal bool IsQueued { get; set; }

    /// <summary>Whether <see cref="Grant"/> was called since <see cref="Arm"/>.</summary>
    internal bool IsGranted => Volatile.Read(ref _state) == Granted;

    /// <summary>Makes the block ready for one grant. Before it is queued.</summary>
    internal void Arm() => Volatile.Write(ref _state, Armed);

    /// <summary>Ends the wait. Called once per <see cref="Arm"/>, by any thread; allowed under a gate, as it never waits.</summary>
    internal void Grant()
    {
        if (Interlocked.Exchange(ref _state, Granted) == Parked)
            Thread.Wake();
    }

    /// <summary>Waits for the grant, without a limit and not alertable. Called by <see cref="Thread"/> outside every gate.</summary>
    internal void Wait() => Wait(Timeout.Infinite);

    /// <summary>Waits for the grant.</summary>
    /// <param name="milliseconds">The limit, or <see cref="Timeout.Infinite"/>.</param>
    /// <returns>false when the time passed first: the caller must then take the block out of its queue, or find that it was granted after all.</returns>
    internal bool Wait(int milliseconds)
    {
        for (int i = 0; i < SpinSteps && milliseconds != 0; i++)
        {
            if (IsGranted)
                return true;
            System.Threading.Thread.SpinWait(8);
        }
        long start = Environment.TickCount64;
        KernelThread.Sleep sleep = Thread.BeginSleep();
        try
        {
            while (Interlocked.CompareExchange(ref _state, Parked, Armed) != Granted)
            {
                if (Thread.DeliverApcsInWait())
                    continue;
                int rest = milliseconds == Timeout.Infinite
                    ? Timeout.Infinite
                    : (int)Math.Max(0, milliseconds - (Environment.TickCount64 - start));
                if (!sleep.Once(rest) && rest != Timeout.Infinite)
                    return IsGranted;
            }
            return true;
        }
        finally
        {
            Thread.EndSleep(sleep);
        }
    }
}
