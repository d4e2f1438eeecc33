using System.Runtime.CompilerServices;

namespace DdiCompliance;

/// <summary>Conversion, owner pointers, queries.</summary>
public sealed partial class ERESOURCE
{
    private const int OwnerPointerBits = 3;

    /// <summary>The exclusive owner becomes a sharer with all its acquisitions, and all shared waiters join it, ahead of exclusive ones (behaviour 42).</summary>
    internal void ConvertToShared(KernelThread thread)
    {
        RequireLife();
        if (ResourceWord.Owner(Word) != thread.Hot.Id)
        {
            // A free build does nothing (behaviour 43).
            if (IsVerified && DdiVerifier.IsOn)
                ResourceViolation.ThrowConvertNotExclusive(this, thread);
            return;
        }
        if (_state.Recursion >= HoldWord.MaxCount)
            ResourceViolation.ThrowTooManyAcquisitions(this);
        thread.AddHold(HoldWord.Counted(_number) + _state.Recursion);
        _state.Recursion = 0;
        if (IsVerified)
            thread.Verified.MarkShared(this);
        if ((ReplaceOwner(0, readers: 1) & ResourceWord.Waiters) == 0)
            return;
        ResourceQueue queue = Queue!;
        queue.Gate.Enter();
        queue.LastOwnerWasExclusive = false;
        uint joining = queue.SharedWaiters;
        WaitBlock? heirs = queue.TakeShared();
        // Other owners may leave meanwhile, so this is an addition and not a store; W goes with the last waiter, unless somebody is deciding: that is us.
        Interlocked.Add(ref _state.Word, joining);
        if (!queue.HasWaiters)
            Interlocked.And(ref _state.Word, ~ResourceWord.Waiters);
        queue.Gate.Exit();
        GrantAll(heirs);
    }

    /// <summary>Gives the calling thread's ownership to a pointer (behaviours 45 to 50).</summary>
    internal void SetOwnerPointer(KernelThread thread, nuint pointer, bool isThread)
    {
        RequireLife();
        if ((pointer & OwnerPointerBits) != OwnerPointerBits || (isThread && !ThreadTable.IsThread(pointer & ~(nuint)OwnerPointerBits)))
            ResourceViolation.ThrowOwnerPointerInvalid(this, thread, pointer);
        bool exclusive = ResourceWord.Owner(Word) == thread.Hot.Id;
        if (!exclusive && thread.FindHold(_number) < 0)
            ResourceViolation.ThrowNotOwned(this, thread, Word);
        ResourceQueue queue = Queue ?? MakeQueue();
        EnterGateWithRoom(queue, pointer);
        if (exclusive)
            MoveExclusive(queue, pointer);
        else
            MoveShared(queue, thread, pointer);
        queue.Gate.Exit();
        if (IsVerified)
            thread.Verified.Forget(this);
    }

    /// <summary>Releases what a pointer owns, on whatever thread.</summary>
    internal void ReleaseForPointer(KernelThread thread, nuint pointer)
    {
        RequireLife();
        WaitBlock? heirs = null;
        bool found = false;
        if (Queue is { } queue)
        {
            queue.Gate.Enter();
            int place = queue.Pointers.Find(pointer);
            found = place >= 0;
            if (found && queue.Pointers.Release(place) == 0)
                heirs = DropPointer(queue, place);
            queue.Gate.Exit();
        }
        if (!found)
            ResourceViolation.ThrowNotOwned(this, thread, Word, pointer);
        GrantAll(heirs);
    }

    internal bool IsOwnedExclusivelyBy(KernelThread thread) => ResourceWord.Owner(Word) == thread.Hot.Id;

    /// <summary>How often a thread has acquired it, shared or exclusive (behaviour 27).</summary>
    internal uint AcquisitionsBy(KernelThread thread)
    {
        if (ResourceWord.Owner(Word) == thread.Hot.Id)
            return (uint)_state.Recursion + 1;
        int held = thread.FindHold(_number);
        return held < 0 ? 0 : HoldWord.Count(thread.HoldAt(held));
    }

    private static void EnterGateWithRoom(ResourceQueue queue, nuint pointer)
    {
        queue.Gate.Enter();
        while (!queue.Pointers.HasRoom(pointer))
        {
            // Nothing is allocated under the gate.
            int capacity = queue.Pointers.Capacity + 4;
            queue.Gate.Exit();
            var larger = new (nuint, int)[capacity];
            queue.Gate.Enter();
            queue.Pointers.Grow(larger);
        }
    }

    private void MoveExclusive(ResourceQueue queue, nuint pointer)
    {
        int place = queue.Pointers.Add(pointer, _state.Recursion + 1);
        _state.Recursion = 0;
        ReplaceOwner(ResourceWord.Granted | ResourceWord.PointerOwner | (uint)place, readers: 0);
    }

    private void MoveShared(ResourceQueue queue, KernelThread thread, nuint pointer)
    {
        // Counts the hold if it is a biased one.
        Freeze();
        int held = thread.FindHold(_number);
        long hold = thread.HoldAt(held);
        int count = (int)HoldWord.Count(hold);
        thread.ClearHold(held);
        if (HoldWord.IsBiased(hold))
            ForgetImport(thread, held);
        if (queue.Pointers.Find(pointer) >= 0)
            Interlocked.Decrement(ref _state.Word);
        queue.Pointers.Add(pointer, count);
        if (!queue.HasWaiters)
            Interlocked.And(ref _state.Word, ~ResourceWord.Waiters);
    }

    /// <summary>The last acquisition of a pointer is gone. The gate is held.</summary>
    private WaitBlock? DropPointer(ResourceQueue queue, int place)
    {
        long word = Word;
        uint owner = ResourceWord.PointerOwner | (uint)place;
        word = ResourceWord.Owner(word) == owner
            ? ResourceWord.Leave(ReplaceOwner(0, 0))
            : Interlocked.Decrement(ref _state.Word);
        return ResourceWord.IsFree(word) && queue.HasWaiters ? HandOver(queue, word, deciding: false) : null;
    }
}
