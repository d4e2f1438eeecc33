namespace DdiCompliance;

/// <summary>Waiting for dispatcher objects, and handing them over.</summary>
internal static class Dispatcher
{
    private const long TicksPerMillisecond = 10_000;

    private static SpinGate s_gate;

    /// <summary>Waits for an object, or for any or all of several.</summary>
    /// <param name="objects">What to wait for.</param>
    /// <param name="forAll">All at one instant, instead of any.</param>
    /// <param name="timeout">Units of 100 ns: null waits without a limit, 0 not at all, negative is relative, positive a system time (since 1601).</param>
    /// <returns>The index of the object, or -1 when the time passed.</returns>
    internal static int Wait(DispatcherObject[] objects, bool forAll, long? timeout)
    {
        KernelThread thread = KernelThread.Current;
        CheckIrql(thread, objects[0], timeout);
        WaitBlock block = thread.RentWaitBlock();
        block.Target = objects[0];
        DispatcherWait wait = new(thread, objects, forAll, block);
        s_gate.Enter();
        bool exhausted = Array.Exists(objects, one => one.IsExhaustedFor(thread));
        int index = exhausted ? -1 : wait.TrySatisfy();
        bool queued = !exhausted && index < 0 && timeout is not 0;
        if (queued)
            Array.ForEach(objects, one => one.Waits.Add(wait));
        s_gate.Exit();
        if (exhausted)
            throw new NtStatusException(Ddi.STATUS_MUTANT_LIMIT_EXCEEDED, "A mutex object was acquired recursively more often than can be counted.");
        if (queued)
            index = WaitQueued(wait, timeout);
        thread.ReturnWaitBlock(block);
        return index;
    }

    /// <summary>Releases one acquisition and gives a free object to the waits it satisfies, oldest first.</summary>
    /// <returns>The signal state before.</returns>
    internal static int Release(DispatcherObject one)
    {
        s_gate.Enter();
        int before = one.SignalState;
        if (one.Unsatisfy())
            HandOver(one);
        s_gate.Exit();
        return before;
    }

    internal static void Reset(DispatcherObject one)
    {
        s_gate.Enter();
        one.Reset();
        s_gate.Exit();
    }

    private static void HandOver(DispatcherObject one)
    {
        for (int i = 0; i < one.Waits.Count && one.SignalState > 0;)
        {
            DispatcherWait wait = one.Waits[i];
            int index = wait.TrySatisfy();
            if (index < 0)
            {
                i++;
                continue;
            }
            Array.ForEach(wait.Objects, other => other.Waits.Remove(wait));
            wait.SatisfiedBy = index;
            wait.Block.Grant();
        }
    }

    private static int WaitQueued(DispatcherWait wait, long? timeout)
    {
        KernelThread thread = wait.Thread;
        WaitBlock? outer = thread.NoteWait(wait.Block);
        try
        {
            if (DdiVerifier.IsOn && WaitForGraph.FindCycle(thread) is { } cycle && Withdraw(wait))
            {
                Verifier.Throw(
                    VerifierCode.LockOrder, RuleId.LockOrderInversion,
                    $"thread {thread.Id} waits for {wait.Objects[0]} and so for itself: {cycle}", wait.Objects[0].Number);
            }
            if (!wait.Block.Wait(Milliseconds(timeout)) && Withdraw(wait))
                return -1;
            return wait.SatisfiedBy;
        }
        finally
        {
            thread.NoteWait(outer);
        }
    }

    /// <summary>Takes a wait back whose time has passed.</summary>
    /// <returns>false when a releaser was faster: the objects are owned.</returns>
    private static bool Withdraw(DispatcherWait wait)
    {
        s_gate.Enter();
        bool satisfied = wait.SatisfiedBy >= 0;
        if (!satisfied)
            Array.ForEach(wait.Objects, one => one.Waits.Remove(wait));
        s_gate.Exit();
        return !satisfied;
    }

    /// <summary>Rounded up: a wait never ends early.</summary>
    private static int Milliseconds(long? timeout)
    {
        if (timeout is not { } units)
            return Timeout.Infinite;
        long left = units <= 0 ? -units : units - DateTime.UtcNow.ToFileTimeUtc();
        return (int)Math.Clamp((left / TicksPerMillisecond) + (left % TicksPerMillisecond > 0 ? 1 : 0), 0, int.MaxValue);
    }

    private static void CheckIrql(KernelThread thread, DispatcherObject one, long? timeout)
    {
        byte irql = thread.Hot.Irql;
        if (irql <= Ddi.APC_LEVEL || (irql == Ddi.DISPATCH_LEVEL && timeout is 0))
            return;
        string message = $"thread {thread.Id} waits for {one} at IRQL {irql}";
        if (DdiVerifier.IsOn)
            Verifier.Throw(VerifierCode.WaitAtDispatch, RuleId.IrqlTooHigh, message, irql, one.Number, unchecked((ulong)(timeout ?? 0)));
        BugCheckException.Throw(BugCheckCode.ATTEMPTED_SWITCH_FROM_DPC, RuleId.IrqlTooHigh, message, thread.ResourceThread);
    }
}
