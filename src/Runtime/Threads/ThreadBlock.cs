using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DdiCompliance;

/// <summary>
/// The part of a thread that the locks touch on their fast paths. Only the thread itself writes it, with two exceptions:
/// <see cref="ApcPending"/> (whoever queues an APC) and <see cref="Imported"/> (the revoker of a bias, see HoldWord.cs).
/// 64 bytes of air on both sides keep two threads' blocks out of each other's cache lines; the gain was not isolated, the cost is 128 bytes per thread.
/// Blocks do not move: a thread reaches its own by the address in <see cref="CurrentThread.Address"/>.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 240)]
internal struct ThreadBlock
{
    /// <summary>Never reused, 1 .. 2^30-1: the owner half of a resource word has room for 30 bits.</summary>
    [FieldOffset(64)] internal uint Id;

    /// <summary>
    /// Critical regions: 0 outside, one less per Enter; positive after a Leave without Enter (behaviour 65, 69). NT counts in 16 bits, and so do the public
    /// properties; here it is 32, because reading 16 bits back that were just written stalls for 3 ns on Zen 4.
    /// </summary>
    [FieldOffset(68)] internal int KernelApcDisable;

    /// <summary>Guarded regions, counted the same way.</summary>
    [FieldOffset(72)] internal int SpecialApcDisable;

    /// <summary>The thread's IRQL.</summary>
    [FieldOffset(76)] internal byte Irql;

    /// <summary>Not 0 while kernel APCs are queued.</summary>
    [FieldOffset(80)] internal volatile int ApcPending;

    /// <summary><see cref="Id"/> in the high half: the word of a resource that this thread owns exclusively once.</summary>
    [FieldOffset(88)] internal long OwnerWord;

    /// <summary>Biased holds that a revoker has counted in their resource's word, one bit per place. Changed by interlocked operations under the resource's gate.</summary>
    [FieldOffset(96)] internal uint Imported;

    /// <summary>Which places of <see cref="Holds"/> after the first are in use, one bit each, and the overflow; private to the thread. The first tells it by its word.</summary>
    [FieldOffset(104)] internal uint OtherHolds;

    /// <summary>Counts shared acquisitions, so that every so often one of them can look whether bias would pay.</summary>
    [FieldOffset(108)] internal uint SharedTicks;

    /// <summary>One word per resource held shared (HoldWord.cs has the layout).</summary>
    [FieldOffset(112)] internal HoldWords Holds;

    /// <summary>Whether the thread holds anything shared.</summary>
    internal readonly bool HasHolds => Holds[0] != 0 || OtherHolds != 0;

    /// <summary>Whether a count of either kind is not 0, whatever its sign.</summary>
    internal readonly bool AreApcsDisabled => (KernelApcDisable | SpecialApcDisable) != 0;

    /// <summary>Both counts at once, as bug checks 0x1 and 0x20 report them: special in the high half.</summary>
    internal readonly uint CombinedApcDisable => ((uint)SpecialApcDisable << 16) | (ushort)KernelApcDisable;
}

/// <summary>Eight hold words; locks held beyond that go to <see cref="KernelThread"/>'s overflow chunks.</summary>
[InlineArray(Count)]
internal struct HoldWords
{
    /// <summary>Eight words are one cache line; file systems nest two or three resources.</summary>
    internal const int Count = 8;

    private long _first;
}
