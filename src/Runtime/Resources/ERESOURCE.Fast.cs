using System.Runtime.CompilerServices;

namespace DdiCompliance;

/// <summary>
/// The fast paths, inlined into their callers. What does not succeed at once is one call from here: the fewer ways through a fast path, the better does the JIT see that the
/// next routine needs the same thread's storage. (With two more branches it looked the storage up anew after each locked operation, 1.2 ns each time.)
/// </summary>
public sealed partial class ERESOURCE
{
    /// <summary>Every 64th counted reader of a thread looks whether bias would pay: often enough to be soon, seldom enough to cost nothing.</summary>
    private const uint BiasInterval = 64;

    /// <summary>
    /// One exchange from no owner. It tells the owner too, so recursion needs no second look at the word. The low half is read after it, and the high half after that:
    /// still the own id then, it was so when the low half was read.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool AcquireExclusive(ref ThreadBlock me, Patience patience)
    {
        if (me.Irql <= Ddi.APC_LEVEL)
        {
            uint seen;
            if (Platform.PlainRelease)
            {
                seen = Interlocked.CompareExchange(ref _state.High, me.Id, 0);
                if (seen == 0)
                {
                    if ((Volatile.Read(ref _state.Low) | (Volatile.Read(ref _state.High) ^ me.Id)) == 0)
                        return true;
                    return ConcludeExclusive(patience);
                }
            }
            else
            {
                long word = Interlocked.CompareExchange(ref _state.Word, me.OwnerWord, 0);
                if (word == 0)
                    return true;
                seen = ResourceWord.High(word);
            }
            if (seen == me.Id && _state.Recursion != int.MaxValue)
            {
                _state.Recursion++;
                return true;
            }
        }
        return AcquireExclusiveSlow(patience);
    }

    /// <summary>Load and CAS: a counter that goes up on failure too would make a concurrent try see an owner that does not exist (behaviour 10).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool AcquireShared(ref ThreadBlock me, Patience patience)
    {
        if (!me.HasHolds && me.Irql <= Ddi.APC_LEVEL)
        {
            long word = Volatile.Read(ref _state.Word);
            if (ResourceWord.CanCountReader(word))
            {
                if ((me.SharedTicks++ & (BiasInterval - 1)) != 0 && Interlocked.CompareExchange(ref _state.Word, word + 1, word) == word)
                {
                    me.Holds[0] = _countedHold;
                    return true;
                }
            }
            else if ((word & ResourceWord.Bias) != 0)
            {
                Volatile.Write(ref me.Holds[0], _countedHold | HoldWord.Biased);
                if ((Volatile.Read(ref _state.Word) & ResourceWord.Bias) != 0)
                    return true;
                return ConcludeBiased(patience);
            }
        }
        return AcquireSharedSlow(patience, ResourceRequest.Shared);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Release(ref ThreadBlock me)
    {
        if ((Platform.PlainRelease ? Volatile.Read(ref _state.High) : ResourceWord.High(Word)) == me.Id)
        {
            if (_state.Recursion != 0)
                _state.Recursion--;
            else
                DisownExclusive(ref me);
        }
        else if (me.Holds[0] == _countedHold)
        {
            me.Holds[0] = 0;
            DiscountReader();
        }
        else if (me.Holds[0] == (_countedHold | HoldWord.Biased))
        {
            Volatile.Write(ref me.Holds[0], 0);
            if ((Volatile.Read(ref _state.Word) & ResourceWord.Bias) == 0 || Volatile.Read(ref me.Imported) != 0)
                DiscountIfImported(0);
        }
        else
        {
            ReleaseSlow();
        }
    }

    /// <summary>
    /// Where it may be, a store: only the owner changes its half of the word, and the waiter's process-wide barrier (Decide) makes sure that this load sees W or the
    /// waiter sees the store. The load reads the other half, so it does not stall on the store. Between the store and the hand-over nobody overtakes: who takes the high
    /// half meanwhile sees W and has come in vain.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void DisownExclusive(ref ThreadBlock me)
    {
        if (_state.Calm != 0)
            _state.Calm = 0;
        if (Platform.PlainRelease)
        {
            Volatile.Write(ref _state.High, 0);
            if ((Volatile.Read(ref _state.Low) & (uint)ResourceWord.Waiters) != 0)
                HandOver();
        }
        else if (Interlocked.CompareExchange(ref _state.Word, 0, me.OwnerWord) != me.OwnerWord)
        {
            LeaveExclusive();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void DiscountReader()
    {
        long word = Interlocked.Decrement(ref _state.Word);
        if ((word & ResourceWord.Waiters) != 0 && ResourceWord.Readers(word) == 0)
            HandOver();
    }
}
