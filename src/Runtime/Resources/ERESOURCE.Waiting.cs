using System.Runtime.CompilerServices;

namespace DdiCompliance;

/// <summary>The wait of a queued thread, and what others can see of it.</summary>
public sealed partial class ERESOURCE : IWaitTarget
{
    /// <summary>How many threads wait for exclusive access.</summary>
    internal uint ExclusiveWaiters => Queue?.ExclusiveWaiters ?? 0;

    /// <summary>How many threads wait for shared access of any kind.</summary>
    internal uint SharedWaiters => Queue?.SharedWaiters ?? 0;

    /// <summary>How often a thread had to queue since the last initialisation.</summary>
    internal uint Contentions => Queue?.Contentions ?? 0;

    /// <summary>Whether anybody shares it, biased readers included.</summary>
    internal bool HasSharers
    {
        get
        {
            if (ResourceWord.Readers(Word) != 0)
                return true;
            foreach (KernelThread? thread in ThreadTable.Threads)
            {
                if (thread is not null && thread.PeekHold(_number) != 0)
                    return true;
            }
            return false;
        }
    }

    void IWaitTarget.CollectBlockers(WaitBlock wait, List<KernelThread> into)
    {
        foreach (KernelThread? thread in ThreadTable.Threads)
        {
            if (thread is not null && (IsOwnedExclusivelyBy(thread) || thread.PeekHold(_number) != 0))
                into.Add(thread);
        }
        if (wait.Request != (int)ResourceRequest.Exclusive && Queue is { } queue)
            CollectExclusiveWaiters(queue, into);
    }

    /// <summary>The resource in words.</summary>
    /// <returns>For example <c>resource 7, owned exclusively, 1 exclusive waiter</c>.</returns>
    public override string ToString() => ResourceText.Line(this);

    /// <summary>A sharer that is behind exclusive waiters waits for them too.</summary>
    private static void CollectExclusiveWaiters(ResourceQueue queue, List<KernelThread> into)
    {
        List<WaitBlock> waiters = [];
        SnapshotWaiters(queue, waiters);
        foreach (WaitBlock waiter in waiters)
        {
            if (waiter.Request == (int)ResourceRequest.Exclusive)
                into.Add(waiter.Thread);
        }
    }

    /// <summary>Copies the queue under its gate; the list grows outside it.</summary>
    internal static void SnapshotWaiters(ResourceQueue queue, List<WaitBlock> into)
    {
        while (true)
        {
            into.EnsureCapacity((int)(queue.ExclusiveWaiters + queue.SharedWaiters + 4));
            queue.Gate.Enter();
            bool fits = queue.ExclusiveWaiters + queue.SharedWaiters <= into.Capacity;
            if (fits)
                queue.CopyWaiters(into);
            queue.Gate.Exit();
            if (fits)
                return;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WaitInQueue(KernelThread thread, WaitBlock block)
    {
        WaitBlock? outer = thread.NoteWait(block);
        WaitKind kind = (WaitKind)block.Request;
        long start = LockTelemetry.WaitBegins(_number, kind);
        try
        {
            if (DdiVerifier.IsOn && IsVerified && WaitForGraph.FindCycle(thread) is { } cycle && Withdraw(block))
                ResourceViolation.ThrowDeadlock(this, thread, cycle);
            block.Wait();
        }
        finally
        {
            LockTelemetry.WaitEnds(_number, kind, start);
            thread.NoteWait(outer);
            thread.ReturnWaitBlock(block);
        }
    }

    /// <summary>Takes a waiter out of the queue.</summary>
    /// <returns>false when it has been granted meanwhile.</returns>
    private bool Withdraw(WaitBlock block)
    {
        ResourceQueue queue = Queue!;
        WaitBlock? heirs = null;
        queue.Gate.Enter();
        bool queued = block.IsQueued;
        if (queued)
        {
            queue.Remove(block);
            heirs = AdmitAfterWithdrawal(queue);
        }
        queue.Gate.Exit();
        GrantAll(heirs);
        return queued;
    }

    /// <summary>Without the exclusive waiter that left, sharers behind it may come in.</summary>
    private WaitBlock? AdmitAfterWithdrawal(ResourceQueue queue)
    {
        long word = Word;
        if (ResourceWord.IsFree(word) && queue.HasWaiters)
            return HandOver(queue, word, deciding: false);
        WaitBlock? heirs = null;
        if (ResourceWord.Owner(word) == 0 && queue is { ExclusiveWaiters: 0, SharedWaiters: > 0 })
        {
            Interlocked.Add(ref _state.Word, queue.SharedWaiters);
            heirs = queue.TakeShared();
        }
        if (!queue.HasWaiters)
            Interlocked.And(ref _state.Word, ~ResourceWord.Waiters);
        return heirs;
    }

    private void NoteAcquired(KernelThread thread)
    {
        if (IsVerified)
            thread.Verified.Acquired(this, IsOwnedExclusivelyBy(thread));
    }

    private void NoteReleased(KernelThread thread)
    {
        if (IsVerified)
            thread.Verified.Released(this);
    }
}
