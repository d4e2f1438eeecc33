namespace DdiCompliance;

/// <summary>
/// One resource that a thread holds shared, in the thread's own block: recursion and the count query touch no shared memory.
/// <code>
/// bits  0..22  count     acquisitions
/// bit   23     biased    the hold was taken while B was set: it is counted in the resource's word only if <see cref="ThreadBlock.Imported"/> has the place's bit
/// bits 24..63  number    of the resource; numbers are never reused, so the holds of a deleted resource match nothing
/// </code>
/// Only its thread writes it. ERESOURCE.Bias.cs tells how revokers come to read what they need.
/// </summary>
internal static class HoldWord
{
    internal const int NumberShift = 24;
    internal const long Biased = 1L << 23;
    internal const long MaxCount = (1L << 23) - 1;

    internal static long Counted(ulong number) => (long)(number << NumberShift) | 1;

    internal static ulong Number(long hold) => (ulong)hold >> NumberShift;

    internal static uint Count(long hold) => (uint)(hold & MaxCount);

    internal static bool IsBiased(long hold) => (hold & Biased) != 0;
}
