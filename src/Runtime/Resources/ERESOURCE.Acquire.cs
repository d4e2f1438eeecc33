using System.Runtime.CompilerServices;

namespace DdiCompliance;

/// <summary>Acquisition beyond the fast paths: what they hand on to, and the queue.</summary>
public sealed partial class ERESOURCE
{
    /// <summary>About 6 us of trying before queueing. A thread that spins is no waiter: nobody can tell it from one that has not called yet.</summary>
    private const int SpinSteps = 8;

    /// <summary>After a fast path that put the id beside a low half that was not 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool ConcludeExclusive(Patience patience) => !TakeBack(ref KernelThread.CurrentHot) || AcquireExclusiveSlow(patience);

    /// <summary>The calling thread has put its id beside a low half that was not 0.</summary>
    /// <returns>false when it owns the resource by now: the last reader left, or whoever set W found it owning.</returns>
    private bool TakeBack(ref ThreadBlock me)
    {
        long word = Word;
        while (ResourceWord.Owner(word) != me.Id)
        {
            if (ResourceWord.High(word) != me.Id)
                return true;
            long seen = Interlocked.CompareExchange(ref _state.Word, ResourceWord.Leave(word), word);
            if (seen == word)
                return true;
            word = seen;
        }
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool AcquireExclusiveSlow(Patience patience)
    {
        if (patience == Patience.WaitInRegion)
            return AcquireOrLeaveRegion(ResourceRequest.Exclusive);
        bool wait = patience == Patience.Wait;
        KernelThread thread = KernelThread.Current;
        long word = Word;
        CheckAcquire(thread, word, ResourceRequest.Exclusive, wait);
        if (ResourceWord.Owner(word) == thread.Hot.Id)
            return RecurseExclusive(thread);
        for (int step = 0; step < SpinSteps && (word & (ResourceWord.Waiters | ResourceWord.Bias | ResourceWord.Slow)) == 0; step++)
        {
            if (word == 0 && Interlocked.CompareExchange(ref _state.Word, thread.Hot.OwnerWord, 0) == 0)
                return true;
            if (!wait && ResourceWord.RefusesExclusive(word))
                return false;
            Pause(step);
            word = Word;
        }
        return AcquireUnderGate(thread, ResourceRequest.Exclusive, wait);
    }

    /// <summary>For a thread that holds something shared already, or shares in another way. The cheap cases first: they are the common ones.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal bool AcquireSharedSlow(Patience patience, ResourceRequest request)
    {
        if (patience == Patience.WaitInRegion)
            return AcquireOrLeaveRegion(request);
        bool wait = patience == Patience.Wait;
        KernelThread thread = KernelThread.Current;
        long word = Word;
        if ((word & ResourceWord.Slow) != 0 || thread.Hot.Irql > Ddi.APC_LEVEL)
            CheckAcquire(thread, word, request, wait);
        int held = thread.FindHold(_number);
        if (held >= 0)
            return RecurseShared(thread, held, wait, request);
        if (ResourceWord.CanCountReader(word))
        {
            if ((thread.Hot.SharedTicks++ & (BiasInterval - 1)) <= 1)
                ConsiderBias();
            else if (Interlocked.CompareExchange(ref _state.Word, word + 1, word) == word)
                return HoldCounted(thread);
        }
        else if ((word & ResourceWord.Bias) != 0 && EnterBiased(thread))
        {
            return true;
        }
        if (ResourceWord.Owner(word) == thread.Hot.Id)
            return RecurseExclusive(thread);
        return (word & (ResourceWord.Slow | ResourceWord.Waiters)) == 0 && CountReader(thread, wait, out bool granted)
            ? granted
            : AcquireUnderGate(thread, request, wait);
    }

    /// <summary>A bug check in an acquisition that has entered a region leaves the region again, so that the thread's state tells what it has.</summary>
    private bool AcquireOrLeaveRegion(ResourceRequest request)
    {
        try
        {
            return request == ResourceRequest.Exclusive
                ? AcquireExclusiveSlow(Patience.Wait)
                : AcquireSharedSlow(Patience.Wait, request);
        }
        catch
        {
            KernelThread.CurrentHot.KernelApcDisable++;
            throw;
        }
    }

    /// <summary>Tries to be counted while nobody waits.</summary>
    /// <returns>Whether the request is decided.</returns>
    private bool CountReader(KernelThread thread, bool wait, out bool granted)
    {
        granted = false;
        for (int step = 0; step < SpinSteps; step++)
        {
            long word = Volatile.Read(ref _state.Word);
            if (ResourceWord.CanCountReader(word))
            {
                granted = Interlocked.CompareExchange(ref _state.Word, word + 1, word) == word;
                if (!granted)
                    continue;
                return HoldCounted(thread);
            }
            if (!wait && ResourceWord.Owner(word) != 0)
                return true;
            if ((word & (ResourceWord.Waiters | ResourceWord.Slow)) != 0)
                return false;
            if ((word & ResourceWord.Bias) != 0 && (granted = EnterBiased(thread)))
                return true;
            Pause(step);
        }
        return false;
    }

    /// <summary>
    /// Each look takes the word's line away from its owner, who is then slower. From 0.1 us doubling to 1 us, two threads that only write are 1.3 times as fast
    /// together as with looks every 0.07 us.
    /// </summary>
    private static void Pause(int step) => Thread.SpinWait(16 << Math.Min(step, 3));

    private bool HoldCounted(KernelThread thread)
    {
        thread.AddHold(HoldWord.Counted(_number));
        return true;
    }

    private bool RecurseExclusive(KernelThread thread)
    {
        if (_state.Recursion == int.MaxValue)
            ResourceViolation.ThrowTooManyAcquisitions(this);
        _state.Recursion++;
        NoteAcquired(thread);
        return true;
    }

    /// <summary>
    /// A sharer is granted past exclusive waiters (behaviour 19), except by SharedWaitForExclusive, which then waits as a new sharer would: for ever, unless the
    /// earlier hold goes away.
    /// </summary>
    private bool RecurseShared(KernelThread thread, int held, bool wait, ResourceRequest request)
    {
        if (request == ResourceRequest.SharedWaitForExclusive && (Word & ResourceWord.Waiters) != 0 && Queue is { ExclusiveWaiters: > 0 })
            return AcquireUnderGate(thread, request, wait);
        ref long hold = ref thread.HoldAt(held);
        if (HoldWord.Count(hold) == HoldWord.MaxCount)
            ResourceViolation.ThrowTooManyAcquisitions(this);
        hold++;
        NoteAcquired(thread);
        return true;
    }

    /// <summary>The checks that precede every acquisition that is not a fast one.</summary>
    private void CheckAcquire(KernelThread thread, long word, ResourceRequest request, bool wait)
    {
        if (_life == ResourceLife.None)
            ResourceViolation.ThrowUninitialized(this);
        if (thread.Hot.Irql > Ddi.APC_LEVEL)
            IrqlViolation.ThrowAcquire(thread, _number, ToString());
        if (IsVerified && DdiVerifier.IsOn)
            ResourceCheck.Acquire(this, thread, word, request, wait);
    }

    /// <summary>Decides as NT does, under the gate, and waits if it must.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool AcquireUnderGate(KernelThread thread, ResourceRequest request, bool wait)
    {
        ResourceQueue queue = Queue ?? MakeQueue();
        WaitBlock? block = wait ? thread.RentWaitBlock() : null;
        queue.Gate.Enter();
        bool granted = Decide(queue, thread, request, block, out WaitBlock? heirs);
        queue.Gate.Exit();
        GrantAll(heirs);
        if (!granted && block is not null)
        {
            WaitInQueue(thread, block);
            granted = true;
            block = null;
        }
        if (block is not null)
            thread.ReturnWaitBlock(block);
        if (!granted)
            return false;
        if (request != ResourceRequest.Exclusive)
            NoteShared(thread);
        NoteAcquired(thread);
        return true;
    }

    /// <summary>Grants, refuses (no block) or queues. The gate is held.</summary>
    /// <param name="queue">This resource's record.</param>
    /// <param name="thread">Who asks.</param>
    /// <param name="request">For what.</param>
    /// <param name="block">What to queue, or null not to wait.</param>
    /// <param name="heirs">Waiters to wake after the gate: the resource was free and theirs.</param>
    /// <returns>Whether it was granted.</returns>
    private bool Decide(ResourceQueue queue, KernelThread thread, ResourceRequest request, WaitBlock? block, out WaitBlock? heirs)
    {
        heirs = null;
        bool fenced = queue.HasWaiters;
        Freeze();
        while (true)
        {
            long word = Word;
            if (ResourceWord.IsFree(word) && queue.HasWaiters)
            {
                heirs = HandOver(queue, word, deciding: true);
                continue;
            }
            if (ResourceWord.Judge(word, request, queue.ExclusiveWaiters != 0) == Verdict.Grant)
            {
                if (GrantNow(queue, thread, request, word))
                    return true;
                continue;
            }
            if (block is null)
            {
                if (!queue.HasWaiters)
                    Interlocked.And(ref _state.Word, ~ResourceWord.Waiters);
                return false;
            }
            if (!fenced && ResourceWord.Owner(word) is > 0 and < ResourceWord.PointerOwner && Platform.PlainRelease)
            {
                // The owner releases by "store owner = 0; load W". After the barrier either its store is visible here, or its load comes later and sees W.
                // With waiters queued already the barrier was passed before, or the owner was granted the resource with W set.
                Interlocked.MemoryBarrierProcessWide();
                fenced = true;
                continue;
            }
            Enqueue(queue, block, request, word);
            return false;
        }
    }

    private bool GrantNow(ResourceQueue queue, KernelThread thread, ResourceRequest request, long word)
    {
        bool exclusive = request == ResourceRequest.Exclusive;
        if (exclusive)
            _state.Recursion = 0;
        long granted = exclusive
            ? ResourceWord.GrantExclusive(word, thread.Id, queue.HasWaiters)
            : ResourceWord.GrantShared(word, thread.FindHold(_number) >= 0 ? 0 : 1, queue.HasWaiters);
        return Interlocked.CompareExchange(ref _state.Word, granted, word) == word;
    }

    private void Enqueue(ResourceQueue queue, WaitBlock block, ResourceRequest request, long word)
    {
        if (!queue.HasWaiters)
            queue.LastOwnerWasExclusive = ResourceWord.Owner(word) != 0;
        block.Request = (int)request;
        block.Target = this;
        queue.Enqueue(block);
    }

    /// <summary>From here until the gate opens no fast path succeeds, and the word tells all owners.</summary>
    private void Freeze()
    {
        long word = Word;
        while ((word & ResourceWord.Waiters) == 0)
        {
            long seen = Interlocked.CompareExchange(ref _state.Word, ResourceWord.Freeze(word), word);
            if (seen == word)
                break;
            word = seen;
        }
        if ((word & ResourceWord.Bias) != 0)
            Revoke();
    }

    /// <summary>A thread that the gate has granted a share notes it in its own block.</summary>
    private void NoteShared(KernelThread thread)
    {
        int held = thread.FindHold(_number);
        if (held >= 0)
            thread.HoldAt(held)++;
        else
            thread.AddHold(HoldWord.Counted(_number));
    }
}
