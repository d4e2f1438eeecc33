namespace DdiCompliance;

public sealed partial class KernelThread
{
    private readonly Stack<WaitBlock> _idleBlocks = new(2);
    private AutoResetEvent? _wake;
    private int _sleepDepth;

    /// <summary>The waits this thread is in, newest first; read by dumps and by deadlock detection without a lock.</summary>
    internal WaitBlock? CurrentWait { get; private set; }

    /// <summary>The mutex this thread is about to own: the push lock inside tells nobody whose it is.</summary>
    internal OwnedMutex? WantedMutex { get; set; }

    /// <summary>A wait block of this thread, armed. Called by the thread itself.</summary>
    internal WaitBlock RentWaitBlock()
    {
        WaitBlock block = _idleBlocks.Count > 0 ? _idleBlocks.Pop() : new WaitBlock(this);
        block.Arm();
        return block;
    }

    /// <summary>Gives a block back that no queue knows any more.</summary>
    /// <param name="block">The block.</param>
    internal void ReturnWaitBlock(WaitBlock block)
    {
        block.Next = null;
        block.Target = null;
        _idleBlocks.Push(block);
    }

    /// <summary>Wakes the thread from its sleep; it looks for itself at what has happened.</summary>
    internal void Wake() => _wake!.Set();

    /// <summary>The thread is about to sleep: from here on whoever queues an APC wakes it.</summary>
    internal Sleep BeginSleep()
    {
        _wake ??= new AutoResetEvent(false);
        Interlocked.Increment(ref _sleepDepth);
        return new Sleep(_wake);
    }

    internal void EndSleep(Sleep sleep)
    {
        Interlocked.Decrement(ref _sleepDepth);
        sleep.End();
    }

    /// <summary>Notes what the thread waits for, for dumps and deadlock detection.</summary>
    /// <param name="block">The wait that begins, or the outer wait that is resumed.</param>
    /// <returns>The wait noted before.</returns>
    internal WaitBlock? NoteWait(WaitBlock? block)
    {
        WaitBlock? outer = CurrentWait;
        CurrentWait = block;
        return outer;
    }

    /// <summary>Kernel waits are not alertable: Thread.Interrupt is put off until the wait is over, then it is pending again.</summary>
    internal struct Sleep(AutoResetEvent wake)
    {
        private bool _interrupted;

        /// <summary>Sleeps once; may return early.</summary>
        /// <returns>false when the time passed.</returns>
        internal bool Once(int milliseconds)
        {
            try
            {
                return wake.WaitOne(milliseconds);
            }
            catch (ThreadInterruptedException)
            {
                _interrupted = true;
                return true;
            }
        }

        internal readonly void End()
        {
            if (_interrupted)
                Thread.CurrentThread.Interrupt();
        }
    }
}
