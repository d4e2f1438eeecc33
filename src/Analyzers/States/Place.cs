namespace DdiCompliance.Analyzers.States;

/// <summary>
/// Where one path stands: region depths relative to the entry, the IRQL as an interval, and the levels saved by the raises that are
/// still to be undone (newest first, at most four).
/// </summary>
internal readonly record struct Place
{
    public const byte Passive = 0;
    public const byte Apc = 1;
    public const byte Dispatch = 2;

    /// <summary>The highest level the interval can hold; device levels and above share the range 3 to 15.</summary>
    public const byte Highest = 15;

    /// <summary>Nesting beyond this depth is not told apart.</summary>
    private const int Deepest = 7;

    public sbyte Critical { get; init; }

    public sbyte Guarded { get; init; }

    /// <summary>What of the depths came with locks that the run does not follow, and goes with them: their holds are another run's.</summary>
    public (sbyte Critical, sbyte Guarded) OfOthers { get; init; }

    /// <summary>
    /// The lowest depths on the way, never above zero. A caller that stands in fewer regions than that had a leave too many, which is
    /// reported and made good: from there on the depths are higher by as much.
    /// </summary>
    public (sbyte Critical, sbyte Guarded) Lowest { get; init; }

    public byte IrqlLow { get; init; }

    public byte IrqlHigh { get; init; }

    /// <summary>Saved levels: one 16-bit frame each, low 4 bits lowest, next 4 highest, high byte the variable that keeps it.</summary>
    public ulong Frames { get; init; }

    /// <summary>Region depth, or IRQL, is no longer known on this path: nothing about it is reported.</summary>
    public PlaceFlags Flags { get; init; }

    /// <summary>The level of a method of which nothing is declared.</summary>
    public static readonly Place Entry = new() { IrqlLow = Passive, IrqlHigh = Highest };

    public bool Has(PlaceFlags flag) => (Flags & flag) != 0;

    public Place With(PlaceFlags flag) => this with { Flags = Flags | flag };

    public Place Without(PlaceFlags flag) => this with { Flags = Flags & ~flag };

    public int FrameCount
    {
        get
        {
            int count = 0;
            for (ulong rest = Frames; rest != 0; rest >>= 16)
            {
                count++;
            }

            return count;
        }
    }

    /// <summary>Whether this path itself turned normal kernel APCs off, by whatever means.</summary>
    public bool NormalApcsOff => Critical > 0 || Guarded > 0 || IrqlLow >= Apc;

    public Place Enter(int critical, int guarded)
    {
        sbyte inCritical = Clamp(Critical + critical);
        sbyte inGuarded = Clamp(Guarded + guarded);
        return this with
        {
            Critical = inCritical,
            Guarded = inGuarded,
            Lowest = (Math.Min(Lowest.Critical, inCritical), Math.Min(Lowest.Guarded, inGuarded)),
        };
    }

    /// <summary>Goes the way of a callee; where this is a root, whose depths are exact, a leave too many was made good.</summary>
    public Place Follow((sbyte Critical, sbyte Guarded) lowest, int critical, int guarded, bool isExact)
    {
        if (isExact)
        {
            return Enter(critical + Math.Max(0, -(Critical + lowest.Critical)), guarded + Math.Max(0, -(Guarded + lowest.Guarded)));
        }

        Place after = Enter(critical, guarded);
        return after with
        {
            Lowest = (Math.Min(after.Lowest.Critical, Clamp(Critical + lowest.Critical)), Math.Min(after.Lowest.Guarded, Clamp(Guarded + lowest.Guarded))),
        };
    }

    /// <summary>A lock that the run does not follow took its regions with it, or gave them back.</summary>
    public Place EnterForOthers(int critical, int guarded)
        => this with { OfOthers = (Clamp(Math.Max(0, OfOthers.Critical + critical)), Clamp(Math.Max(0, OfOthers.Guarded + guarded))) };

    /// <summary>Raises to <paramref name="low"/>..<paramref name="high"/> and remembers the present level under <paramref name="variable"/> (1 to 255).</summary>
    public Place Raise(byte low, byte high, byte variable)
    {
        ulong frame = (ulong)(IrqlLow | (IrqlHigh << 4) | (variable << 8));
        return this with { Frames = (Frames << 16) | frame, IrqlLow = low, IrqlHigh = high };
    }

    /// <summary>Names what keeps the saved levels anew.</summary>
    public static ulong Rename(ulong frames, Func<byte, byte> rename)
    {
        ulong renamed = 0;
        for (int shift = 0; shift < 64 && frames >> shift != 0; shift += 16)
        {
            ulong frame = (frames >> shift) & 0xFFFF;
            renamed |= ((frame & 0xFF) | ((ulong)rename((byte)(frame >> 8)) << 8)) << shift;
        }

        return renamed;
    }

    public byte TopVariable => (byte)(Frames >> 8);

    /// <summary>Undoes the newest raise.</summary>
    public Place Restore()
        => Frames == 0 ? this : LowerTo((byte)(Frames & 15), (byte)((Frames >> 4) & 15)) with { Frames = Frames >> 16 };

    /// <summary>The level is another one now; lower, it is no longer the one that was reported.</summary>
    public Place LowerTo(byte low, byte high)
    {
        Place lowered = this with { IrqlLow = low, IrqlHigh = high };
        return low < IrqlLow ? lowered.Without(PlaceFlags.IrqlReported) : lowered;
    }

    public override string ToString()
    {
        string text = $"c{Critical}g{Guarded}" + (OfOthers == default ? "" : $" others{OfOthers}");
        if (IrqlLow != Passive || IrqlHigh != Highest)
        {
            text += $" irql{IrqlLow}..{IrqlHigh}";
        }

        text += Frames != 0 ? $" saved{FrameCount}" : "";
        return Flags == PlaceFlags.None ? text : text + " " + Flags;
    }

    private static sbyte Clamp(int depth) => (sbyte)(depth > Deepest ? Deepest : depth < -Deepest ? -Deepest : depth);
}

/// <summary>What is no longer known, or has been said, about a <see cref="Place"/>.</summary>
[Flags]
internal enum PlaceFlags : byte
{
    None = 0,
    CriticalLost = 1,
    GuardedLost = 2,
    IrqlLost = 4,

    /// <summary>APCs on where they must be off was reported: the same missing region is not reported again while the lock is held.</summary>
    ApcsReported = 8,

    /// <summary>The path runs on a system thread.</summary>
    SystemThread = 16,

    /// <summary>A missing region was reported somewhere on the path: a leave without its enter is the same mistake.</summary>
    ApcsReportedBefore = 32,

    /// <summary>A level that is too high was reported: what follows at that level is the same mistake.</summary>
    IrqlReported = 64,
}
