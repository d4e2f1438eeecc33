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

/// <summary>Immutable row of instruction numbers. Joins keep the smaller one, so that results do not depend on the order of visits.</summary>
internal sealed class SiteRow
{
    public static readonly SiteRow Empty = new(Array.Empty<int>());

    private readonly int[] _sites;

    private SiteRow(int[] sites) => _sites = sites;

    /// <summary>The instruction number + 1 that last changed <paramref name="index"/>; 0 = none.</summary>
    public int this[int index] => index < _sites.Length ? _sites[index] : 0;

    public SiteRow With(int index, int site)
    {
        if (this[index] == site)
        {
            return this;
        }

        int[] sites = new int[Math.Max(_sites.Length, index + 1)];
        _sites.CopyTo(sites, 0);
        sites[index] = site;
        return new SiteRow(sites);
    }

    public SiteRow Join(SiteRow other)
    {
        if (ReferenceEquals(this, other))
        {
            return this;
        }

        int length = Math.Max(_sites.Length, other._sites.Length);
        int[] sites = new int[length];
        bool same = true;
        for (int i = 0; i < length; i++)
        {
            int a = this[i];
            int b = other[i];
            sites[i] = a == 0 ? b : b == 0 ? a : Math.Min(a, b);
            same &= sites[i] == a;
        }

        return same ? this : new SiteRow(sites);
    }
}
