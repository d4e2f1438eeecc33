namespace DdiCompliance;

/// <summary>
/// One resource that a thread holds shared, in the thread's own block: recursion and the count query touch no shared memory.
/// <code>
/// bits  0..22  count     acquisitions
/// bit   23     biased    the hold is not counted in the resource's word; the revoker may count it there and clear this bit
/// bits 24..63  number    of the resource; numbers are never reused, so the holds of a deleted resource match nothing
/// </code>
/// A biased word is edited by its thread only while Busy names the resource and B is set in the resource's word, and by the revoker only after it has cleared B,
/// passed the process-wide barrier and seen Busy name something else. Hence it has one writer at a time.
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
