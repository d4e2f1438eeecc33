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
    private readonly Dictionary<(int From, int To), ulong> _kept = new();

    /// <summary>Facts that found no bit.</summary>
    public int Dropped { get; private set; }

    private readonly HashSet<Fact> _lost = new();

    /// <summary>Whether some bit serves several facts, one after the other.</summary>
    public bool SharesBits => _owners.Any(o => o?.Count > 1);

    public bool HasLost => _lost.Count > 0;

    /// <summary>Whether the fact found no bit although several branches ask for it: how they hang together is not known.</summary>
    public bool IsLost(Fact fact) => _lost.Contains(fact);

    public IEnumerable<KeyValuePair<Fact, int>> Slots => _slots;

    public int SlotOf(Fact fact) => _slots.TryGetValue(fact, out int slot) ? slot : -1;

    /// <summary>Assigns bits in order of the first use; deterministic.</summary>
    /// <param name="lifetimes">For each fact the blocks in which it may be known.</param>
    /// <param name="presumedFrom">
    /// For facts about shared values that the method itself never writes, the block that first asks: asking again in the next round of
    /// a loop that begins there or before is done because the value changes.
    /// </param>
    /// <param name="isAskedOnce">Facts that only one block asks for: what is known of them rarely matters, so they take the bits that are left.</param>
    public static FactTable Create(
        IEnumerable<(Fact Fact, int Start, int End)> lifetimes, Func<Fact, int?>? presumedFrom = null, Func<Fact, bool>? isAskedOnce = null)
    {
        FactTable table = new();
        List<(Fact Fact, int Start, int End)> ordered = lifetimes
            .OrderBy(l => isAskedOnce?.Invoke(l.Fact) == true).ThenBy(l => l.Start).ThenBy(l => l.End).ToList();
        foreach ((Fact fact, int start, int end) in ordered)
        {
            // As long as there are bits for all, each has its own: what one answer says about others holds for a bit with one meaning.
            int slot = ordered.Count <= Width ? table._slots.Count : table.FreeBit(start, end);
            if (slot < 0)
            {
                table.Dropped++;
                if (isAskedOnce?.Invoke(fact) != true)
                {
                    table._lost.Add(fact);
                }

                continue;
            }

            table._slots.Add(fact, slot);
            if (presumedFrom?.Invoke(fact) is { } first)
            {
                table._presumed.Add((slot, first));
            }

            List<(int Start, int End)> owners = table._owners[slot] ??= new List<(int, int)>();
            owners.Insert(Before(owners, start) + 1, (start, end));
        }

        table.PrepareImplications();
        return table;
    }

    /// <summary>The first bit nobody owns from <paramref name="start"/> to <paramref name="end"/>, or -1.</summary>
    private int FreeBit(int start, int end)
    {
        for (int slot = 0; slot < Width; slot++)
        {
            if (_owners[slot] is not { } owners)
            {
                return slot;
            }

            // One ordinal lies between two owners of a bit, so that an answer is forgotten before the bit changes hands.
            int before = Before(owners, start);
            if ((before < 0 || owners[before].End + 2 <= start) && (before + 1 == owners.Count || end + 2 <= owners[before + 1].Start))
            {
                return slot;
            }
        }

        return -1;
    }

    /// <summary>The last owner that starts at or before <paramref name="start"/>; -1: none.</summary>
    private static int Before(List<(int Start, int End)> owners, int start)
    {
        int first = -1;
        int last = owners.Count - 1;
        while (first < last)
        {
            int middle = first + ((last - first + 1) / 2);
            if (owners[middle].Start <= start)
            {
                first = middle;
            }
            else
            {
                last = middle - 1;
            }
        }

        return first;
    }

    /// <summary>The bits whose owner is the same in both blocks.</summary>
    public ulong KeptBetween(int from, int to)
    {
        if (!_kept.TryGetValue((from, to), out ulong mask))
        {
            _kept.Add((from, to), mask = FindKept(from, to));
        }

        return mask;
    }

    private ulong FindKept(int from, int to)
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
        int owner = Before(owners, low);
        return owner >= 0 && high <= owners[owner].End;
    }

    private void PrepareImplications()
    {
        _learnKnown = new ulong[Width * 4];
        if (SharesBits)
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
