using System.Runtime.CompilerServices;

namespace DdiCompliance;

/// <summary>
/// Whether any thread of the process was ever above APC_LEVEL. Until then an acquire need not look at its thread's IRQL, which would cost a quarter of
/// an uncontended push lock pair; most processes never get there.
/// </summary>
internal static class RaisedIrql
{
    /// <summary>Only ever goes from false to true. A thread that raises sees its own write, which is all that its own acquires need.</summary>
    internal static bool WasAboveApc;

    /// <summary>Called with every level a thread's IRQL is set to, before it is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Note(byte level)
    {
        if (level > Ddi.APC_LEVEL && !WasAboveApc)
            WasAboveApc = true;
    }
}
