using System.Runtime.CompilerServices;

namespace DdiCompliance;

/// <summary>Release and hand-over.</summary>
public sealed partial class ERESOURCE
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Release(KernelThread thread)
    {
        if (Volatile.Read(ref _state.Word) >>> ResourceWord.OwnerShift == thread.Hot.Id)
        {
            if (_recursion != 0)
                _recursion--;
            else
                DisownExclusive(thread);
        }
        else if (thread.Hot.HoldsUsed == 1 && thread.Hot.Holds[0] == _countedHold)
        {
            thread.Hot.Holds[0] = 0;
            thread.Hot.HoldsUsed = 0;
            DiscountReader();
        }
        else if (thread.Hot.HoldsUsed != 1 || thread.Hot.Holds[0] != (_countedHold | HoldWord.Biased) || !LeaveBiasedFirst(thread))
        {
            ReleaseSlow(thread);
        }
    }

    /// <summary>
    /// Where it may be, a store: only the owner changes its half of the word, and the waiter's process-wide barrier (Decide) makes sure that this load sees W or the
    /// waiter sees the store. The load reads the other half, so it does not stall on the store.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void DisownExclusive(KernelThread thread)
    {
        if (Platform.PlainRelease)
        {
            Volatile.Write(ref _state.High, 0);
            if ((Volatile.Read(ref _state.Low) & (uint)ResourceWord.Waiters) != 0)
                HandOver();
        }
        else if ((Interlocked.Add(ref _state.Word, -thread.Hot.OwnerWord) & ResourceWord.Waiters) != 0)
        {
            HandOver();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReleaseSlow(KernelThread thread)
    {
        if (_life != ResourceLife.Live)
            ReleaseChecked(thread);
        else if (thread.FindHold(_number) is >= 0 and int held)
            ReleaseShared(thread, held);
        else
            ResourceViolation.ThrowNotOwned(this, thread, Word);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReleaseChecked(KernelThread thread)
    {
        RequireLife();
        if (DdiVerifier.IsOn)
            ResourceCheck.Release(this, thread, Word);
        ReleaseVerified(thread);
    }

    private void ReleaseVerified(KernelThread thread)
    {
        if (ResourceWord.Owner(Word) == thread.Hot.Id)
            ReleaseExclusiveVerified(thread);
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
            ReleaseVerified(thread);
        else
            Release(thread);
    }

    private void ReleaseExclusiveVerified(KernelThread thread)
    {
        NoteReleased(thread);
        if (_recursion > 0)
            _recursion--;
        else if ((Interlocked.Add(ref _state.Word, -OwnerWordOf(thread)) & ResourceWord.Waiters) != 0)
            HandOver();
    }

    private void ReleaseShared(KernelThread thread, int held)
    {
        NoteReleased(thread);
        ref long hold = ref thread.HoldAt(held);
        if (HoldWord.IsBiased(hold) && EditBiased(thread, held, -1))
            return;
        if (HoldWord.Count(hold) > 1)
        {
            hold--;
            return;
        }
        thread.ClearHold(held);
        DiscountReader();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void DiscountReader()
    {
        long word = Interlocked.Decrement(ref _state.Word);
        if ((word & ResourceWord.Waiters) != 0 && ResourceWord.Readers(word) == 0)
            HandOver();
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

    /// <summary>Makes the successors owners. The gate is held, the resource is free and somebody waits, so nobody else changes the word.</summary>
    /// <param name="queue">This resource's record.</param>
    /// <param name="word">The word: free, with W.</param>
    /// <param name="deciding">Whether the gate's owner goes on to decide a request of its own: then W stays, even if nobody else waits.</param>
    /// <returns>Whom to wake once the gate is open.</returns>
    private WaitBlock? HandOver(ResourceQueue queue, long word, bool deciding)
    {
        ResourceRequest successor = ResourceWord.Successor(queue.LastOwnerWasExclusive, queue.ExclusiveWaiters, queue.SharedWaiters);
        queue.LastOwnerWasExclusive = successor == ResourceRequest.Exclusive;
        WaitBlock? heirs;
        long grant;
        if (successor == ResourceRequest.Exclusive)
        {
            heirs = queue.TakeExclusive();
            grant = OwnerWordOf(heirs.Thread);
            _recursion = 0;
        }
        else
        {
            grant = queue.SharedWaiters;
            heirs = queue.TakeShared();
        }
        Volatile.Write(ref _state.Word, ResourceWord.Grant(word, grant, queue.HasWaiters || deciding));
        return heirs;
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
