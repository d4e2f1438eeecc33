namespace DdiCompliance.Analyzers.States;

/// <summary>How sure it is that the path can be taken.</summary>
internal enum Confidence : byte
{
    Certain,

    /// <summary>Only if a call whose body is not known throws.</summary>
    OpaqueThrow,
}

/// <summary>The cells of up to 16 locks, by value.</summary>
internal readonly record struct CellRow(ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>Locks one run of the solver can follow; a method with more is solved in several runs.</summary>
    public const int Capacity = 16;

    public LockCell this[int index]
    {
        get
        {
            ulong word = (index >> 2) switch { 0 => A, 1 => B, 2 => C, _ => D };
            return LockCell.FromBits((ushort)(word >> ((index & 3) * 16)));
        }
    }

    public CellRow With(int index, LockCell cell)
    {
        int shift = (index & 3) * 16;
        ulong mask = ~(0xFFFFUL << shift);
        ulong bits = (ulong)cell.Bits << shift;
        return (index >> 2) switch
        {
            0 => this with { A = (A & mask) | bits },
            1 => this with { B = (B & mask) | bits },
            2 => this with { C = (C & mask) | bits },
            _ => this with { D = (D & mask) | bits },
        };
    }
}

/// <summary>
/// Everything one path knows. Two states with the same <see cref="Cells"/>, <see cref="Place"/> and <see cref="Context"/> are the same
/// property state and may be joined; the rest is what they know besides.
/// </summary>
internal struct PathState
{
    public CellRow Cells;
    public Place Place;

    /// <summary>The activation of a finally region the path is in; 0 = none.</summary>
    public int Context;

    public FactSet Facts;
    public Confidence Confidence;

    /// <summary>For each lock and region the number of the instruction that last changed it: for messages, never for decisions.</summary>
    public SiteRow Sites;

    public readonly bool SameProperties(in PathState other)
        => Context == other.Context && Cells == other.Cells && Place == other.Place;
}

/// <summary>
/// For each lock and region the instructions that may have changed it last: a sorted set, because paths that agree in everything else are
/// joined. While a lock is held these are its acquires, the innermost last. Immutable.
/// </summary>
internal sealed class SiteRow
{
    /// <summary>Instructions remembered for one lock; a message names no more.</summary>
    private const int Most = 6;

    private static readonly int[] s_none = Array.Empty<int>();

    public static readonly SiteRow Empty = new(Array.Empty<int[]>());

    private readonly int[][] _sites;

    private SiteRow(int[][] sites) => _sites = sites;

    /// <summary>The numbers of the instructions; empty = none on this path.</summary>
    public IReadOnlyList<int> this[int index] => Get(index);

    public SiteRow With(int index, int site) => Replace(index, new[] { site });

    /// <summary>Nothing has happened yet to what goes by the name now.</summary>
    public SiteRow Without(int index) => Get(index).Length == 0 ? this : Replace(index, s_none);

    /// <summary>Adds a nested change.</summary>
    public SiteRow Push(int index, int site) => Replace(index, Union(Get(index), new[] { site }));

    /// <summary>Forgets the innermost change.</summary>
    public SiteRow Pop(int index)
    {
        int[] sites = Get(index);
        return sites.Length < 2 ? this : Replace(index, sites.Take(sites.Length - 1).ToArray());
    }

    /// <summary>Forgets one change.</summary>
    public SiteRow Remove(int index, int site) => Replace(index, Get(index).Where(s => s != site).ToArray());

    public SiteRow Copy(int to, int from) => Replace(to, Get(from));

    public SiteRow Join(SiteRow other)
    {
        if (ReferenceEquals(this, other))
        {
            return this;
        }

        int length = Math.Max(_sites.Length, other._sites.Length);
        int[][]? sites = null;
        for (int i = 0; i < length; i++)
        {
            int[] mine = Get(i);
            int[] both = Union(mine, other.Get(i));
            if (both.Length != mine.Length && sites is null)
            {
                sites = new int[length][];
                _sites.CopyTo(sites, 0);
            }

            if (sites is not null)
            {
                sites[i] = both;
            }
        }

        return sites is null ? this : new SiteRow(sites);
    }

    private static int[] Union(int[] a, int[] b)
    {
        if (ReferenceEquals(a, b) || b.Length == 0)
        {
            return a;
        }

        bool within = true;
        foreach (int site in b)
        {
            within &= Array.IndexOf(a, site) >= 0;
        }

        if (within)
        {
            return a;
        }

        int[] union = a.Union(b).OrderBy(n => n).Take(Most).ToArray();
        return union.Length == a.Length ? a : union;
    }

    private int[] Get(int index) => index < _sites.Length ? _sites[index] ?? s_none : s_none;

    private SiteRow Replace(int index, int[] value)
    {
        if (Get(index).SequenceEqual(value))
        {
            return this;
        }

        int[][] sites = new int[Math.Max(_sites.Length, index + 1)][];
        _sites.CopyTo(sites, 0);
        sites[index] = value;
        return new SiteRow(sites);
    }
}
