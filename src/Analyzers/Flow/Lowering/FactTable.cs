using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>
/// Gives each fact of a method one of 64 bits. A bit serves several facts when their lifetimes (ranges of block ordinals, widened over
/// the loops they cross) do not overlap; a fact that finds no bit is never known.
/// </summary>
internal sealed class FactTable
{
    public const int Width = 64;

    private readonly Dictionary<Fact, int> _slots = new();
    private readonly List<(int Start, int End)>[] _owners = new List<(int, int)>[Width];
    private readonly List<(int Slot, int First)> _presumed = new();
    private ulong[] _learnKnown = Array.Empty<ulong>();
    private bool _shared;

    /// <summary>Facts that found no bit.</summary>
    public int Dropped { get; private set; }

    public IEnumerable<KeyValuePair<Fact, int>> Slots => _slots;

    public int SlotOf(Fact fact) => _slots.TryGetValue(fact, out int slot) ? slot : -1;

    /// <summary>Assigns bits in order of the first use; deterministic.</summary>
    /// <param name="lifetimes">For each fact the blocks in which it may be known.</param>
    /// <param name="presumedFrom">
    /// For facts about shared values that the method itself never writes, the block that first asks: asking again in the next round of
    /// a loop that begins there or before is done because the value changes.
    /// </param>
    public static FactTable Create(IEnumerable<(Fact Fact, int Start, int End)> lifetimes, Func<Fact, int?>? presumedFrom = null)
    {
        FactTable table = new();
        int[] freeFrom = new int[Width];
        foreach ((Fact fact, int start, int end) in lifetimes.OrderBy(l => l.Start).ThenBy(l => l.End))
        {
            int slot = -1;
            for (int i = 0; i < Width && slot < 0; i++)
            {
                if (freeFrom[i] <= start)
                {
                    slot = i;
                }
            }

            if (slot < 0)
            {
                table.Dropped++;
                continue;
            }

            table._shared |= freeFrom[slot] > 0;

            // One ordinal lies between two owners of a bit, so that an answer is forgotten before the bit changes hands.
            freeFrom[slot] = end + 2;
            table._slots.Add(fact, slot);
            if (presumedFrom?.Invoke(fact) is { } first)
            {
                table._presumed.Add((slot, first));
            }

            (table._owners[slot] ??= new List<(int, int)>()).Add((start, end));
        }

        table.PrepareImplications();
        return table;
    }

    /// <summary>The bits whose owner is the same in both blocks.</summary>
    public ulong KeptBetween(int from, int to)
    {
        ulong mask = 0;
        int low = Math.Min(from, to);
        int high = Math.Max(from, to);
        for (int slot = 0; slot < Width && _owners[slot] is { } owners; slot++)
        {
            if (CoveredBy(owners, low, high))
            {
                mask |= 1UL << slot;
            }
        }

        if (to <= from)
        {
            foreach ((int slot, int first) in _presumed)
            {
                if (first >= to && first <= from)
                {
                    mask &= ~(1UL << slot);
                }
            }
        }

        return mask;
    }

    /// <summary>Adds the answer and everything it implies for other tests of the same subject.</summary>
    public bool TryLearn(int slot, bool answer, ref FactSet facts)
    {
        int index = ((slot * 2) + (answer ? 1 : 0)) * 2;
        ulong bit = 1UL << slot;
        return facts.TryAdd(_learnKnown[index] | bit, _learnKnown[index + 1] | (answer ? bit : 0), out facts);
    }

    /// <summary>Whether one of the owners (sorted by start) lives from <paramref name="low"/> to <paramref name="high"/>.</summary>
    private static bool CoveredBy(List<(int Start, int End)> owners, int low, int high)
    {
        int first = 0;
        int last = owners.Count - 1;
        while (first < last)
        {
            int middle = (first + last + 1) / 2;
            if (owners[middle].Start <= low)
            {
                first = middle;
            }
            else
            {
                last = middle - 1;
            }
        }

        return owners[first].Start <= low && high <= owners[first].End;
    }

    private void PrepareImplications()
    {
        _learnKnown = new ulong[Width * 4];
        if (_shared)
        {
            return; // With shared bits a slot does not name one fact; implications are left out.
        }

        foreach (IGrouping<AccessPath, KeyValuePair<Fact, int>> subject in _slots.GroupBy(s => s.Key.Subject))
        {
            foreach (KeyValuePair<Fact, int> one in subject)
            {
                for (int answer = 0; answer < 2; answer++)
                {
                    int index = ((one.Value * 2) + answer) * 2;
                    foreach (KeyValuePair<Fact, int> other in subject)
                    {
                        if (one.Value != other.Value && one.Key.Test.Implies(answer == 1, other.Key.Test) is bool implied)
                        {
                            _learnKnown[index] |= 1UL << other.Value;
                            _learnKnown[index + 1] |= implied ? 1UL << other.Value : 0;
                        }
                    }
                }
            }
        }
    }
}
