namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>Blocks that wait to be visited, lowest ordinal first: ordinals are very nearly in reverse post-order.</summary>
internal sealed class BlockQueue(int blocks)
{
    private readonly ulong[] _bits = new ulong[(blocks + 63) / 64];
    private int _lowest;

    public void Add(int block)
    {
        _bits[block >> 6] |= 1UL << block;
        _lowest = Math.Min(_lowest, block >> 6);
    }

    /// <summary>Takes the lowest block out; -1 when none waits.</summary>
    public int TakeLowest()
    {
        for (; _lowest < _bits.Length; _lowest++)
        {
            ulong word = _bits[_lowest];
            if (word != 0)
            {
                _bits[_lowest] = word & (word - 1);
                return (_lowest << 6) + PositionOf(word & (~word + 1));
            }
        }

        return -1;
    }

    /// <summary>The position of the only bit that is set.</summary>
    private static int PositionOf(ulong bit)
    {
        int position = 0;
        for (int step = 32; step > 0; step >>= 1)
        {
            if (bit >> step != 0)
            {
                bit >>= step;
                position += step;
            }
        }

        return position;
    }
}
