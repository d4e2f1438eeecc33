namespace DdiCompliance;

/// <summary>
/// What a resource needs once it is contended, biased or transferred; made on first need. Everything in it is guarded by <see cref="Gate"/>.
/// </summary>
internal sealed class ResourceQueue
{
    internal SpinGate Gate;
    private WaitBlock? _exclusiveHead;
    private WaitBlock? _exclusiveTail;
    private WaitBlock? _sharedHead;
    private WaitBlock? _sharedTail;

    internal uint ExclusiveWaiters { get; private set; }

    internal uint SharedWaiters { get; private set; }

    internal bool HasWaiters => (ExclusiveWaiters | SharedWaiters) != 0;

    /// <summary>While waiters are queued: how the present or last owner holds or held it.</summary>
    internal bool LastOwnerWasExclusive { get; set; }

    /// <summary>How often somebody had to queue.</summary>
    internal uint Contentions { get; set; }

    /// <summary>Owners that are pointers, not threads.</summary>
    internal OwnerPointers Pointers { get; } = new();

    /// <summary>First in, first out within each of the two lists (behaviour 38).</summary>
    internal void Enqueue(WaitBlock block)
    {
        block.Next = null;
        block.IsQueued = true;
        if (block.Request == (int)ResourceRequest.Exclusive)
        {
            Append(ref _exclusiveHead, ref _exclusiveTail, block);
            ExclusiveWaiters++;
        }
        else
        {
            Append(ref _sharedHead, ref _sharedTail, block);
            SharedWaiters++;
        }
        Contentions++;
    }

    internal WaitBlock TakeExclusive()
    {
        WaitBlock block = _exclusiveHead!;
        _exclusiveHead = block.Next;
        if (_exclusiveHead is null)
            _exclusiveTail = null;
        block.Next = null;
        block.IsQueued = false;
        ExclusiveWaiters--;
        return block;
    }

    /// <summary>Takes all shared waiters, linked.</summary>
    internal WaitBlock? TakeShared()
    {
        WaitBlock? batch = _sharedHead;
        _sharedHead = _sharedTail = null;
        SharedWaiters = 0;
        for (WaitBlock? block = batch; block is not null; block = block.Next)
            block.IsQueued = false;
        return batch;
    }

    /// <summary>Takes a waiter out that gives up.</summary>
    internal void Remove(WaitBlock block)
    {
        block.IsQueued = false;
        if (block.Request == (int)ResourceRequest.Exclusive)
        {
            Unlink(ref _exclusiveHead, ref _exclusiveTail, block);
            ExclusiveWaiters--;
        }
        else
        {
            Unlink(ref _sharedHead, ref _sharedTail, block);
            SharedWaiters--;
        }
    }

    /// <summary>Forgets everything, for a resource that is initialised again. Whoever was still queued waits for ever, as on NT.</summary>
    internal void Reset()
    {
        _exclusiveHead = _exclusiveTail = _sharedHead = _sharedTail = null;
        ExclusiveWaiters = SharedWaiters = Contentions = 0;
        LastOwnerWasExclusive = false;
        Pointers.Clear();
    }

    /// <summary>The waiters in the order of each list, for dumps.</summary>
    internal void CopyWaiters(List<WaitBlock> into)
    {
        for (WaitBlock? block = _exclusiveHead; block is not null; block = block.Next)
            into.Add(block);
        for (WaitBlock? block = _sharedHead; block is not null; block = block.Next)
            into.Add(block);
    }

    private static void Append(ref WaitBlock? head, ref WaitBlock? tail, WaitBlock block)
    {
        if (tail is null)
            head = block;
        else
            tail.Next = block;
        tail = block;
    }

    private static void Unlink(ref WaitBlock? head, ref WaitBlock? tail, WaitBlock block)
    {
        WaitBlock? before = null;
        for (WaitBlock? at = head; at != block; at = at!.Next)
            before = at;
        if (before is null)
            head = block.Next;
        else
            before.Next = block.Next;
        if (tail == block)
            tail = before;
        block.Next = null;
    }
}
