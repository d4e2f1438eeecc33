using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DdiCompliance;

/// <summary>
/// The part of a thread that the locks touch on their fast paths. Only the thread itself writes it, with two exceptions:
/// <see cref="ApcPending"/> (whoever queues an APC) and a biased entry in <see cref="Holds"/> (the revoker, see HoldWord.cs).
/// 64 bytes of air on both sides keep two threads' blocks out of each other's cache lines; the gain was not isolated, the cost is 128 bytes per thread.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 240)]
internal struct ThreadBlock
{
    /// <summary>Never reused, 1 .. 2^30-1: the owner half of a resource word has room for 30 bits.</summary>
    [FieldOffset(64)] internal uint Id;

    /// <summary>Critical regions: 0 outside, one less per Enter; positive after a Leave without Enter (behaviour 65, 69).</summary>
    [FieldOffset(68)] internal short KernelApcDisable;

    /// <summary>Guarded regions, counted the same way.</summary>
    [FieldOffset(70)] internal short SpecialApcDisable;

    /// <summary>Both counts at once, as bug check 0x1 reports them: special in the high half.</summary>
    [FieldOffset(68)] internal int CombinedApcDisable;

    /// <summary>The thread's IRQL.</summary>
    [FieldOffset(72)] internal byte Irql;

    /// <summary>Not 0 while kernel APCs are queued.</summary>
    [FieldOffset(76)] internal volatile int ApcPending;

    /// <summary><see cref="Id"/> in the high half: the word of a resource that this thread owns exclusively once.</summary>
    [FieldOffset(80)] internal long OwnerWord;

    /// <summary>The number of the resource whose biased entry this thread is editing; 0 otherwise. Its partner is the revoker's process-wide barrier.</summary>
    [FieldOffset(88)] internal long Busy;

    /// <summary>Which of <see cref="Holds"/> are in use, one bit each; private to the thread.</summary>
    [FieldOffset(96)] internal uint HoldsUsed;

    /// <summary>Counts shared acquisitions, so that every so often one of them can look whether bias would pay.</summary>
    [FieldOffset(100)] internal uint SharedTicks;

    /// <summary>One word per resource held shared (HoldWord.cs has the layout).</summary>
    [FieldOffset(104)] internal HoldWords Holds;
}

/// <summary>Eight hold words; locks held beyond that go to <see cref="KernelThread"/>'s overflow chunks.</summary>
[InlineArray(Count)]
internal struct HoldWords
{
    /// <summary>Eight words are one cache line; file systems nest two or three resources.</summary>
    internal const int Count = 8;

    private long _first;
}
