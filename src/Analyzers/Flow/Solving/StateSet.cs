using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>
/// The states that reach one block. Equal property states are joined: up to <see cref="Disjuncts"/> sets of facts are kept apart for
/// each, the next one is merged into the one with which it has most in common.
/// </summary>
internal sealed class StateSet
{
    /// <summary>
    /// Fact sets kept per property state. One is plain property simulation; four removed 94 % of the false reports on sixty-four
    /// correlated counters, and eight the rest, at seven times the cost.
    /// </summary>
    public const int Disjuncts = 4;

    /// <summary>Property states of one block beyond which a run is given up and repeated lock by lock.</summary>
    public const int Capacity = 32;

    private readonly List<Entry> _entries = new(1);

    public struct Entry
    {
        public PathState State;

        /// <summary>The step of the exploration that first led here; -1 at the entry.</summary>
        public int Trail;

        /// <summary>Not propagated since it last changed.</summary>
        public bool IsNew;
    }

    public int Count => _entries.Count;

    public Entry this[int index] => _entries[index];

    public bool IsOverfull { get; private set; }

    public void Clear()
    {
        _entries.Clear();
        IsOverfull = false;
    }

    public void MarkDone(int index)
    {
        Entry entry = _entries[index];
        entry.IsNew = false;
        _entries[index] = entry;
    }

    /// <summary>Adds a state; true when the set says something new because of it.</summary>
    public bool Add(in PathState state, int trail)
    {
        int same = 0;
        int covering = -1;
        int properties = 0;
        for (int i = 0; i < _entries.Count; i++)
        {
            Entry entry = _entries[i];
            if (!entry.State.SameProperties(state))
            {
                properties++;
                continue;
            }

            same++;
            if (entry.State.Facts == state.Facts || (Covers(entry.State.Facts, state.Facts) && ReferenceEquals(entry.State.Sites.Join(state.Sites), entry.State.Sites)))
            {
                return Absorb(i, entry, state, entry.State.Facts);
            }

            // One that knows more and took its locks elsewhere stays apart: a branch that it cannot take is not told of its acquires.
            covering = covering < 0 && Covers(entry.State.Facts, state.Facts) ? i : covering;
        }

        if (same >= Disjuncts && covering >= 0)
        {
            return Absorb(covering, _entries[covering], state, _entries[covering].State.Facts);
        }

        if (same >= Disjuncts)
        {
            return JoinNearest(state, trail);
        }

        _entries.Add(new Entry { State = state, Trail = trail, IsNew = true });
        IsOverfull |= properties >= Capacity * Disjuncts;
        return true;
    }

    /// <summary>Of the entries with equal properties and the state the two that agree on most facts become one: least is forgotten.</summary>
    private bool JoinNearest(in PathState state, int trail)
    {
        (int First, int Second) nearest = (-1, -1);
        int most = -1;
        for (int i = 0; i < _entries.Count; i++)
        {
            if (!_entries[i].State.SameProperties(state))
            {
                continue;
            }

            Prefer(i, -1, _entries[i].State.Facts, state.Facts);
            for (int k = i + 1; k < _entries.Count; k++)
            {
                if (_entries[k].State.SameProperties(state))
                {
                    Prefer(i, k, _entries[i].State.Facts, _entries[k].State.Facts);
                }
            }
        }

        Entry first = _entries[nearest.First];
        PathState other = nearest.Second < 0 ? state : _entries[nearest.Second].State;
        bool isNews = Absorb(nearest.First, first, other, first.State.Facts.Join(other.Facts));
        if (nearest.Second >= 0)
        {
            _entries[nearest.Second] = new Entry { State = state, Trail = trail, IsNew = true };
            isNews = true;
        }

        return isNews;

        void Prefer(int i, int k, FactSet a, FactSet b)
        {
            int common = CountOf(a.Join(b).Known);
            if (common > most)
            {
                most = common;
                nearest = (i, k);
            }
        }
    }

    private static int CountOf(ulong bits)
    {
        int count = 0;
        for (; bits != 0; bits &= bits - 1)
        {
            count++;
        }

        return count;
    }

    /// <summary>Whether everything <paramref name="weaker"/> says is also said by <paramref name="stronger"/>.</summary>
    private static bool Covers(FactSet weaker, FactSet stronger)
        => (weaker.Known & ~stronger.Known) == 0 && ((weaker.Value ^ stronger.Value) & weaker.Known) == 0;

    private bool Absorb(int index, Entry entry, in PathState state, FactSet facts)
    {
        SiteRow sites = entry.State.Sites.Join(state.Sites);
        Confidence confidence = entry.State.Confidence < state.Confidence ? entry.State.Confidence : state.Confidence;
        if (facts == entry.State.Facts && confidence == entry.State.Confidence && ReferenceEquals(sites, entry.State.Sites))
        {
            return false;
        }

        entry.State.Facts = facts;
        entry.State.Confidence = confidence;
        entry.State.Sites = sites;
        entry.IsNew = true;
        _entries[index] = entry;
        return true;
    }
}
