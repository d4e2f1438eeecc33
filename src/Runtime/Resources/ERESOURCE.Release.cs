using System.Runtime.CompilerServices;

namespace DdiCompliance;

/// <summary>Release beyond the fast paths, and hand-over.</summary>
public sealed partial class ERESOURCE
{
    /// <summary>The release of an owner with G, and of any owner where a store will not do.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void LeaveExclusive()
    {
        if (_state.Calm != 0)
            _state.Calm = 0;
        if ((ReplaceOwner(0, 0) & ResourceWord.Waiters) != 0)
            HandOver();
    }

    /// <summary>The owner gives its half away.</summary>
    /// <param name="high">The new high half.</param>
    /// <param name="readers">How many readers to count in with the same step.</param>
    /// <returns>The word before.</returns>
    private long ReplaceOwner(uint high, long readers)
    {
        long word = Word;
        while (true)
        {
            long next = (ResourceWord.Leave(word) + readers) | ((long)high << ResourceWord.OwnerShift);
            long seen = Interlocked.CompareExchange(ref _state.Word, next, word);
            if (seen == word)
                return word;
            word = seen;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReleaseSlow()
    {
        KernelThread thread = KernelThread.Current;
        if (_life != ResourceLife.Live)
            ReleaseChecked(thread);
        else
            ReleaseAny(thread);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReleaseChecked(KernelThread thread)
    {
        RequireLife();
        if (DdiVerifier.IsOn)
            ResourceCheck.Release(this, thread, Word);
        ReleaseAny(thread);
    }

    private void ReleaseAny(KernelThread thread)
    {
        if (ResourceWord.Owner(Word) == thread.Id)
            ReleaseExclusive(thread);
        else if (thread.FindHold(_number) is >= 0 and int held)
            ReleaseShared(thread, held);
        else
            ResourceViolation.ThrowNotOwned(this, thread, Word);
    }

    /// <summary>
    /// <see cref="Release"/> by thread id. The one difference is a privilege: a system thread need not have APCs disabled (behaviour 59).
    /// </summary>
    internal void ReleaseForOwnThread(KernelThread thread)
    {
        if (thread.IsSystemThread && IsVerified)
            ReleaseAny(thread);
        else
            Release(ref thread.Hot);
    }

    private void ReleaseExclusive(KernelThread thread)
    {
        NoteReleased(thread);
        if (_state.Recursion > 0)
            _state.Recursion--;
        else
            LeaveExclusive();
    }

    private void ReleaseShared(KernelThread thread, int held)
    {
        NoteReleased(thread);
        ref long hold = ref thread.HoldAt(held);
        if (HoldWord.Count(hold) > 1)
        {
            hold--;
        }
        else if (HoldWord.IsBiased(hold))
        {
            LeaveBiased(thread, held);
        }
        else
        {
            thread.ClearHold(held);
            DiscountReader();
        }
    }

    /// <summary>After a release that saw W: passes the resource on, unless whoever entered the gate first has done it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void HandOver()
    {
        ResourceQueue queue = Queue!;
        WaitBlock? heirs = null;
        queue.Gate.Enter();
        long word = Word;
        if (ResourceWord.IsFree(word) && queue.HasWaiters)
            heirs = HandOver(queue, word, deciding: false);
        queue.Gate.Exit();
        GrantAll(heirs);
    }

    /// <summary>Makes the successors owners. The gate is held, the resource is free and somebody waits, so others only come in vain.</summary>
    /// <param name="queue">This resource's record.</param>
    /// <param name="word">The word: free, with W.</param>
    /// <param name="deciding">Whether the gate's owner goes on to decide a request of its own: then W stays, even if nobody else waits.</param>
    /// <returns>Whom to wake once the gate is open.</returns>
    private WaitBlock? HandOver(ResourceQueue queue, long word, bool deciding)
    {
        ResourceRequest successor = ResourceWord.Successor(queue.LastOwnerWasExclusive, queue.ExclusiveWaiters, queue.SharedWaiters);
        queue.LastOwnerWasExclusive = successor == ResourceRequest.Exclusive;
        _state.Recursion = 0;
        uint readers = queue.SharedWaiters;
        WaitBlock heirs = successor == ResourceRequest.Exclusive ? queue.TakeExclusive() : queue.TakeShared()!;
        bool anyoneWaits = queue.HasWaiters || deciding;
        while (true)
        {
            long granted = successor == ResourceRequest.Exclusive
                ? ResourceWord.GrantExclusive(word, heirs.Thread.Id, anyoneWaits)
                : ResourceWord.GrantShared(word, readers, anyoneWaits);
            long seen = Interlocked.CompareExchange(ref _state.Word, granted, word);
            if (seen == word)
                return heirs;
            word = seen;
        }
    }

    /// <summary>Wakes a chain of waiters. Outside the gate: waking is slow, and a woken waiter may come back at once.</summary>
    private static void GrantAll(WaitBlock? heirs)
    {
        while (heirs is not null)
        {
            WaitBlock? next = heirs.Next;
            heirs.Next = null;
            heirs.Grant();
            heirs = next;
        }
    }
}
