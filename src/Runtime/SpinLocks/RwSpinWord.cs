namespace DdiCompliance;

/// <summary>The word of a reader/writer spin lock and its transitions, as pure functions.</summary>
/// <remarks>
/// <code>
///   bits   name     meaning
///   0..29  Count    readers; while Owned: the thread id of the writer
///   30     Waiting  a writer waits: no new reader comes in
///   31     Owned    held exclusively
/// </code>
/// A writer that acquires clears Waiting; other writers that wait set it again at their next look.
/// </remarks>
internal static class RwSpinWord
{
    internal const uint CountMask = (1u << 30) - 1;
    internal const uint Waiting = 1u << 30;
    internal const uint Owned = 1u << 31;

    /// <summary>The owned word of a writer.</summary>
    internal static uint OwnedBy(uint thread) => Owned | thread;

    internal static bool IsOwned(uint word) => (word & Owned) != 0;

    internal static uint Count(uint word) => word & CountMask;

    /// <summary>Nobody holds the lock; a writer may be waiting.</summary>
    internal static bool IsUnheld(uint word) => (word & ~Waiting) == 0;

    internal static bool AdmitsReader(uint word) => (word & (Owned | Waiting)) == 0;

    /// <summary>One reader, nobody waiting: the only state in which a reader may become the writer.</summary>
    internal static bool IsConvertible(uint word) => word == 1;

    /// <summary>What remains when the writer leaves.</summary>
    internal static uint DropOwned(uint word) => word & Waiting;

    internal static string Describe(uint word) =>
        (IsOwned(word) ? $"exclusive by thread {Count(word)}" : Count(word) == 0 ? "free" : $"shared by {Count(word)}") + ((word & Waiting) != 0 ? ", a writer waits" : "");
}
