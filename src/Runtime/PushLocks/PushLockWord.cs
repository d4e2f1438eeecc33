namespace DdiCompliance.PushLocks;

/// <summary>
/// The word of a push lock and its transitions, as pure functions: nothing here touches memory or waits.
/// </summary>
/// <remarks>
/// Layout (bit 0 is the least significant):
/// <code>
///   bits   name       meaning
///   0      Waiting    W: threads are queued; Head names the newest
///   1      Editing    Q: one thread is editing the queue
///   8..31  Shares     shared holds, recursive ones included; bit 31 is the overflow guard
///   32..55 Head       index of the wait block of the newest waiter, 0 = none
///   56..63 Exclusive  X byte: not 0 while held exclusively; 1, or the owner's tag under verification (2..255)
/// </code>
/// Waiting stands below Shares so that one 32-bit atomic subtraction in the low half releases a shared hold without a borrow
/// leaving the count; Exclusive is a byte of its own so that the owner can release it with one byte store.
/// <para>Invariants (cited as I1 to I6; the model and the exhaustive exploration check them in every state):</para>
/// <list type="number">
/// <item>I1 Only the exclusive owner changes Exclusive once it is not 0.</item>
/// <item>I2 Exclusive not 0 excludes granted shares. Shares may still be non-zero: a reader counts itself first and uncounts itself when refused.</item>
/// <item>I3 Waiting = 1 exactly when Head is not 0.</item>
/// <item>I4 Editing implies Waiting; only the thread that set it unlinks blocks, and it clears it in the same step that publishes the result.</item>
/// <item>I5 A block is pushed only in a step that finds the lock held (Exclusive, or Shares not 0): a holder's release will see Waiting.</item>
/// <item>I6 Who takes Editing wakes at least one waiter, and a woken waiter acquires or queues again: while Waiting is set somebody is on the way.</item>
/// </list>
/// </remarks>
internal static class PushLockWord
{
    public const ulong Free = 0;

    public const ulong Waiting = 1UL << 0;
    public const ulong Editing = 1UL << 1;

    public const int ShareShift = 8;
    public const ulong OneShare = 1UL << ShareShift;
    public const ulong ShareMask = 0xFFFFFFUL << ShareShift;

    /// <summary>Set when half of all countable shares are taken: past it a shared acquire is refused loudly instead of wrapping.</summary>
    public const ulong ShareOverflow = 1UL << 31;

    public const int HeadShift = 32;
    public const uint MaxHead = 0xFFFFFF;
    public const ulong HeadMask = (ulong)MaxHead << HeadShift;

    public const int ExclusiveShift = 56;
    public const ulong Exclusive = 1UL << ExclusiveShift;
    public const ulong ExclusiveMask = 0xFFUL << ExclusiveShift;

    /// <summary>A counted reader is granted when none of these is set in the word that counted it.</summary>
    public const ulong SharedRefusal = ExclusiveMask | Waiting | ShareOverflow;

    public static bool IsExclusive(ulong word) => (word & ExclusiveMask) != 0;

    public static bool HasWaiters(ulong word) => (word & Waiting) != 0;

    public static bool IsEditing(ulong word) => (word & Editing) != 0;

    public static uint Shares(ulong word) => (uint)((word & ShareMask) >> ShareShift);

    public static uint Head(ulong word) => (uint)((word & HeadMask) >> HeadShift);

    /// <summary>Nobody holds the lock; threads may be queued.</summary>
    public static bool IsUnheld(ulong word) => (word & (ExclusiveMask | ShareMask)) == 0;

    /// <summary>Queued threads and nobody to wake them: whoever sees this must try to wake.</summary>
    public static bool NeedsWake(ulong word) => (word & (ExclusiveMask | ShareMask | Waiting | Editing)) == Waiting;

    /// <summary>Unheld to exclusive; the queue stays. Newcomers may overtake the queued (behaviour 89).</summary>
    public static ulong GrantExclusive(ulong word) => word | Exclusive;

    /// <summary>Unheld to one share, or one share more; the queue stays.</summary>
    public static ulong GrantShared(ulong word) => word + OneShare;

    /// <summary>Exclusive to unheld: what the byte store does.</summary>
    public static ulong DropExclusive(ulong word) => word & ~ExclusiveMask;

    /// <summary>One share less.</summary>
    public static ulong DropShared(ulong word) => word - OneShare;

    /// <summary>Pushes a wait block on a held lock (I5). Head was linked to the block before.</summary>
    public static ulong Push(ulong word, uint block) => (word & ~HeadMask) | ((ulong)block << HeadShift) | Waiting;

    /// <summary>Takes the right to edit the queue.</summary>
    public static ulong BeginEdit(ulong word) => word | Editing;

    /// <summary>Gives the right back; blocks remain queued.</summary>
    public static ulong EndEdit(ulong word) => word & ~Editing;

    /// <summary>Gives the right back and leaves an empty queue. Legal only while Head still names the newest block that is being unlinked.</summary>
    public static ulong EndEditEmpty(ulong word) => word & ~(Editing | Waiting | HeadMask);

    /// <summary>A reader that was counted may come in: the decision over the word its addition returned.</summary>
    public static bool AdmitsCounted(ulong word) => (word & SharedRefusal) == 0;

    /// <summary>
    /// A thread in its waiting loop may take the lock now: a writer when nobody holds it; a reader also beside other readers, unless
    /// threads are queued (behaviour 86). A reader that was queued and woken has had its turn and joins even then.
    /// </summary>
    public static bool Admits(ulong word, bool exclusive, bool wasQueued) =>
        IsUnheld(word) || (!exclusive && !IsExclusive(word) && (wasQueued || !HasWaiters(word)));

    /// <summary>A refused or finished reader took the last share away while threads are queued.</summary>
    public static bool LastShareLeftWaiters(ulong word) => (word & (ExclusiveMask | ShareMask | Waiting)) == Waiting;

    /// <summary>A subtraction took a share that was not there.</summary>
    public static bool Underflowed(ulong word) => (word & ShareMask) == ShareMask;

    public static string Describe(ulong word)
    {
        string held = IsExclusive(word) ? "exclusive" : Shares(word) == 0 ? "free" : $"shared by {Shares(word)}";
        return HasWaiters(word) ? held + ", threads waiting" : held;
    }
}
