namespace DdiCompliance.Analyzers.States;

/// <summary>The life of a lock object as far as the method shows it.</summary>
internal enum LockLife : byte
{
    /// <summary>Not decided here: somebody else initialised it, or did not.</summary>
    Unknown,
    Uninitialized,
    Initialized,
    Deleted,
}

/// <summary>
/// What one path knows about one lock, in 16 bits. Counts are relative to the method's entry: holds taken here, and holds of the
/// caller that were released here.
/// <code>
/// bits 0-1  exclusive holds taken here (3 = three or more)
/// bits 2-3  shared holds taken here (3 = three or more)
/// bit  4    an upgradeable hold taken here
/// bits 5-6  holds of the caller released here (3 = three or more)
/// bits 7-10 pairing class of the newest acquire (0 = none)
/// bits 11-12 life
/// bit  13   handed to an owner pointer
/// bit  14   lost: nothing is known, nothing is reported
/// bit  15   the caller's hold is known to exist here (declared or tested)
/// </code>
/// </summary>
internal readonly struct LockCell : IEquatable<LockCell>
{
    /// <summary>A count that stands for "this many or more": large enough for every nesting seen in real code, small enough to pack.</summary>
    public const int Many = 3;

    /// <summary>Pairing classes a method can tell apart; further ones share the last.</summary>
    public const int MaxPairing = 15;

    private readonly ushort _bits;

    private LockCell(int bits) => _bits = (ushort)bits;

    public static LockCell FromBits(ushort bits) => new(bits);

    public ushort Bits => _bits;

    public int Exclusive => _bits & 3;

    public int Shared => (_bits >> 2) & 3;

    public bool Upgradeable => (_bits & (1 << 4)) != 0;

    public int Needed => (_bits >> 5) & 3;

    public int Pairing => (_bits >> 7) & 15;

    public LockLife Life => (LockLife)((_bits >> 11) & 3);

    public bool Transferred => (_bits & (1 << 13)) != 0;

    public bool Lost => (_bits & (1 << 14)) != 0;

    public bool HeldByCaller => (_bits & (1 << 15)) != 0;

    public bool IsHeld => (_bits & 0b1_1111) != 0;

    /// <summary>Neither taken nor given back here: what the lock is depends on the caller.</summary>
    public bool IsUntouched => (_bits & 0b1110_0000_0111_1111) == 0;

    public int Holds => Exclusive + Shared + (Upgradeable ? 1 : 0);

    public LockCell WithExclusive(int count) => new((_bits & ~3) | Saturate(count));

    public LockCell WithShared(int count) => new((_bits & ~(3 << 2)) | (Saturate(count) << 2));

    public LockCell WithUpgradeable(bool held) => new(held ? _bits | (1 << 4) : _bits & ~(1 << 4));

    public LockCell WithNeeded(int count) => new((_bits & ~(3 << 5)) | (Saturate(count) << 5));

    public LockCell WithPairing(int pairing) => new((_bits & ~(15 << 7)) | (pairing << 7));

    public LockCell WithLife(LockLife life) => new((_bits & ~(3 << 11)) | ((int)life << 11));

    public LockCell WithTransferred(bool transferred) => new(transferred ? _bits | (1 << 13) : _bits & ~(1 << 13));

    public LockCell WithHeldByCaller(bool held) => new(held ? _bits | (1 << 15) : _bits & ~(1 << 15));

    /// <summary>The cell about which nothing is known any more.</summary>
    public static readonly LockCell LostCell = new(1 << 14);

    public bool Equals(LockCell other) => _bits == other._bits;

    public override bool Equals(object? obj) => obj is LockCell other && Equals(other);

    public override int GetHashCode() => _bits;

    public override string ToString()
    {
        if (Lost)
        {
            return "?";
        }

        string text = Needed > 0 ? $"-{Needed}" : "";
        text += Exclusive > 0 ? $"X{Exclusive}" : "";
        text += Upgradeable ? "U" : "";
        text += Shared > 0 ? $"S{Shared}" : "";
        text += HeldByCaller ? "c" : "";
        text += Transferred ? "t" : "";
        text += Life == LockLife.Unknown ? "" : "/" + Life.ToString().ToLowerInvariant();
        return text.Length == 0 ? "-" : text;
    }

    private static int Saturate(int count) => count > Many ? Many : count < 0 ? 0 : count;
}
