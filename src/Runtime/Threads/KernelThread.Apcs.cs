using System.Runtime.CompilerServices;

namespace DdiCompliance;

/// <summary>
/// Kernel APCs. A managed thread cannot be interrupted at an arbitrary instruction, so queued APCs run at the thread's next delivery point: when it leaves its
/// outermost region, when its IRQL falls, while it waits in a routine of this library, and at <see cref="DeliverApcs"/>.
/// Which ones may run there follows NT (kernel/types-of-apcs): special ones first.
/// </summary>
public sealed partial class KernelThread
{
    private readonly Queue<Action> _specialApcs = new();
    private readonly Queue<(Action Normal, Action? Kernel)> _normalApcs = new();
    private bool _normalApcInProgress;
    private Exception? _apcFault;

    /// <summary>Queues a special kernel APC: it runs on this thread at APC_LEVEL as soon as its IRQL is below APC_LEVEL and it is in no guarded region.</summary>
    /// <param name="kernelRoutine">What to run.</param>
    /// <returns>false when the thread has ended and takes no APC.</returns>
    public bool QueueSpecialApc(Action kernelRoutine)
    {
        ArgumentNullException.ThrowIfNull(kernelRoutine);
        return Queue(kernelRoutine, static (thread, routine) => thread._specialApcs.Enqueue(routine));
    }

    /// <summary>
    /// Queues a normal kernel APC: its kernel routine runs at APC_LEVEL and then its normal routine at PASSIVE_LEVEL, when in addition the thread is in no critical
    /// region and no other normal APC is in progress on it.
    /// </summary>
    /// <param name="normalRoutine">What to run at PASSIVE_LEVEL.</param>
    /// <param name="kernelRoutine">What to run before it at APC_LEVEL, or null.</param>
    /// <returns>false when the thread has ended and takes no APC.</returns>
    public bool QueueNormalApc(Action normalRoutine, Action? kernelRoutine = null)
    {
        ArgumentNullException.ThrowIfNull(normalRoutine);
        return Queue((normalRoutine, kernelRoutine), static (thread, apc) => thread._normalApcs.Enqueue(apc));
    }

    /// <summary>Delivers what may run now on the calling thread. Loops that call no routine for a long time use it as their delivery point.</summary>
    public static void DeliverApcs()
    {
        KernelThread thread = Current;
        if (thread.Hot.ApcPending != 0)
            thread.DeliverPending();
    }

    /// <summary><see cref="DeliverPending"/> of the calling thread.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void DeliverPendingHere() => Current.DeliverPending();

    /// <summary>The delivery point of the outermost leave and of a falling IRQL. An APC routine's exception leaves through here.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void DeliverPending()
    {
        Exception? fault = Interlocked.Exchange(ref _apcFault, null);
        RunApcs();
        if (fault is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
    }

    /// <summary>The delivery point inside a wait. A fault is kept for the next one outside: the wait must go on, its block is queued.</summary>
    /// <returns>Whether anything ran.</returns>
    internal bool DeliverApcsInWait()
    {
        if (Hot.ApcPending == 0)
            return false;
        try
        {
            return RunApcs();
        }
        catch (Exception fault)
        {
            _apcFault ??= fault;
            Hot.ApcPending = 1;
            return true;
        }
    }

    private bool Queue<T>(T apc, Action<KernelThread, T> enqueue)
    {
        if (HasEnded)
            return false;
        lock (_specialApcs)
        {
            enqueue(this, apc);
            Hot.ApcPending = 1;
        }
        // Partner of BeginSleep: one of the two sees the other's write.
        Interlocked.MemoryBarrier();
        if (ReferenceEquals(CurrentThread.Thread, this))
            DeliverPending();
        else if (Volatile.Read(ref _sleepDepth) > 0)
            Wake();
        return true;
    }

    private bool RunApcs()
    {
        bool any = false;
        while (Next(out Action? special, out (Action Normal, Action? Kernel) normal))
        {
            any = true;
            if (special is not null)
                RunAtApcLevel(special);
            else
                RunNormal(normal);
        }
        return any;
    }

    /// <summary>Takes the next APC that may run in the thread's present state.</summary>
    private bool Next(out Action? special, out (Action Normal, Action? Kernel) normal)
    {
        special = null;
        normal = default;
        if (Hot.Irql >= Ddi.APC_LEVEL || Hot.SpecialApcDisable != 0)
            return false;
        lock (_specialApcs)
        {
            bool found = _specialApcs.TryDequeue(out special)
                || (Hot.KernelApcDisable == 0 && !_normalApcInProgress && _normalApcs.TryDequeue(out normal));
            Hot.ApcPending = _specialApcs.Count + _normalApcs.Count + (_apcFault is null ? 0 : 1);
            return found;
        }
    }

    private void RunNormal((Action Normal, Action? Kernel) apc)
    {
        if (apc.Kernel is not null)
            RunAtApcLevel(apc.Kernel);
        _normalApcInProgress = true;
        try
        {
            apc.Normal();
        }
        finally
        {
            _normalApcInProgress = false;
        }
        CheckIrqlAfterApc(Ddi.PASSIVE_LEVEL);
    }

    private void RunAtApcLevel(Action routine)
    {
        byte before = Hot.Irql;
        Hot.Irql = Ddi.APC_LEVEL;
        try
        {
            routine();
            CheckIrqlAfterApc(Ddi.APC_LEVEL);
        }
        finally
        {
            Hot.Irql = before;
        }
    }

    private void CheckIrqlAfterApc(byte expected)
    {
        byte actual = Hot.Irql;
        if (actual == expected)
            return;
        Hot.Irql = expected;
        BugCheckException.Throw(
            BugCheckCode.IRQL_UNEXPECTED_VALUE, RuleId.IrqlNotRestored, "a kernel APC returned at another IRQL",
            ((ulong)actual << 16) | ((ulong)expected << 8));
    }
}
