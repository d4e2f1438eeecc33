using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>The locks one run follows, each with its cell.</summary>
internal sealed class Slice
{
    private readonly int[] _cellOf;

    private Slice(int[] cellOf, List<int> locks, bool watchesPlace)
    {
        _cellOf = cellOf;
        Locks = locks;
        WatchesPlace = watchesPlace;
    }

    /// <summary>Locks by cell.</summary>
    public List<int> Locks { get; }

    /// <summary>Whether this run reports on regions and levels; of several runs only the first does.</summary>
    public bool WatchesPlace { get; }

    /// <summary>The cell of a lock, or -1 when this run does not follow it.</summary>
    public int CellOf(int @lock) => @lock < 0 ? -1 : _cellOf[@lock];

    public bool FollowsAny(IEnumerable<int> locks)
    {
        foreach (int @lock in locks)
        {
            if (CellOf(@lock) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    public static Slice Of(int lockCount, IEnumerable<int> locks, bool watchesPlace)
    {
        int[] cells = new int[lockCount];
        for (int i = 0; i < lockCount; i++)
        {
            cells[i] = -1;
        }

        List<int> followed = locks.Take(CellRow.Capacity).ToList();
        for (int i = 0; i < followed.Count; i++)
        {
            cells[followed[i]] = i;
        }

        return new Slice(cells, followed, watchesPlace);
    }
}
