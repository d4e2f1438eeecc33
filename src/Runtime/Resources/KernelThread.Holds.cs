using System.Numerics;
using System.Runtime.CompilerServices;

namespace DdiCompliance;

/// <summary>The resources this thread holds shared: eight words in the block, more in an array that only this thread reads.</summary>
public sealed partial class KernelThread
{
    /// <summary>In <see cref="ThreadBlock.OtherHolds"/>: the overflow is not empty.</summary>
    private const uint OverflowUsed = 1u << 31;

    private long[] _overflow = [];

    /// <summary>The place of the hold on a resource, or -1.</summary>
    internal int FindHold(ulong number)
    {
        ref ThreadBlock hot = ref Hot;
        if (HoldWord.Number(hot.Holds[0]) == number && number != 0)
            return 0;
        for (uint rest = hot.OtherHolds & ~OverflowUsed; rest != 0; rest &= rest - 1)
        {
            int index = BitOperations.TrailingZeroCount(rest);
            if (HoldWord.Number(hot.Holds[index]) == number)
                return index;
        }
        return (hot.OtherHolds & OverflowUsed) == 0 ? -1 : FindInOverflow(number);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref long HoldAt(int index)
    {
        if (index < HoldWords.Count)
            return ref Hot.Holds[index];
        return ref _overflow[index - HoldWords.Count];
    }

    /// <summary>A free place in the block, the only places a biased hold may take; -1 when it is full.</summary>
    internal int FreeHold()
    {
        if (Hot.Holds[0] == 0)
            return 0;
        int index = BitOperations.TrailingZeroCount(~(Hot.OtherHolds | 1));
        return index < HoldWords.Count ? index : -1;
    }

    internal void AddHold(long hold)
    {
        int index = FreeHold();
        if (index < 0)
            AddToOverflow(hold);
        else
            SetHold(index, hold);
    }

    internal void SetHold(int index, long hold)
    {
        Volatile.Write(ref Hot.Holds[index], hold);
        if (index != 0)
            Hot.OtherHolds |= 1u << index;
    }

    internal void ClearHold(int index)
    {
        if (index >= HoldWords.Count)
        {
            ClearOverflow(index - HoldWords.Count);
            return;
        }
        Volatile.Write(ref Hot.Holds[index], 0);
        Hot.OtherHolds &= ~(1u << index);
    }

    /// <summary>This thread's hold on a resource, read by another thread for a dump or a wait-for graph; 0 when there is none.</summary>
    internal long PeekHold(ulong number)
    {
        for (int i = 0; i < HoldWords.Count; i++)
        {
            long hold = Volatile.Read(ref Hot.Holds[i]);
            if (HoldWord.Number(hold) == number)
                return hold;
        }
        foreach (long hold in Volatile.Read(ref _overflow))
        {
            if (HoldWord.Number(hold) == number)
                return hold;
        }
        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FindInOverflow(ulong number)
    {
        int index = Array.FindIndex(_overflow, hold => HoldWord.Number(hold) == number);
        return index < 0 ? -1 : index + HoldWords.Count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ClearOverflow(int index)
    {
        _overflow[index] = 0;
        if (Array.TrueForAll(_overflow, hold => hold == 0))
            Hot.OtherHolds &= ~OverflowUsed;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddToOverflow(long hold)
    {
        int index = Array.IndexOf(_overflow, 0);
        if (index < 0)
        {
            index = _overflow.Length;
            long[] larger = new long[Math.Max(8, index * 2)];
            _overflow.CopyTo(larger, 0);
            Volatile.Write(ref _overflow, larger);
        }
        _overflow[index] = hold;
        Hot.OtherHolds |= OverflowUsed;
    }
}
