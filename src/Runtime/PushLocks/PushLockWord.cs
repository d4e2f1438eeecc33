namespace DdiCompliance.PushLocks;

/// <summary>
/// The word of a push lock and its transitions, as pure functions: nothing here touches memory or waits.
/// </summary>
/// <remarks>
/// Layout (bit 0 is the least significant):
/// <code>
///   bits   name     meaning
///   0..29  (Owner)  thread id of the exclusive owner under verification, otherwise 0
///   30     Granted  certainly a hold, not a try
///   31     (Owner)  Anonymous, instead of a thread id
///   0..31  Owner    not 0 while held exclusively, and for a moment while a writer tries
///   32..47 Head     number of the queue place of the newest waiter, 0 = nobody waits
///   48     Editing  one thread is editing the queue
///   49..63 Shares   shared holds, recursive ones included; bit 63 is the overflow guard
/// </code>
/// The two halves are the design. While the lock is held exclusively only the owner writes the low half, so it can give the lock back with one
/// plain 32-bit store; everything that others change meanwhile is in the high half. The owner takes the low half with a 32-bit exchange, because a locked
/// operation on 64 bits that follows a store to 32 of them stalls until the store has left the store buffer (4 ns on Zen 4: it
/// triples the pair). Shares are at the top so that counting too far or too low carries into nothing.
/// <para>Invariants (cited as I1 to I6; the model and the exhaustive exploration check them in every state):</para>
/// <list type="number">
/// <item>I1 Only the thread that changed Owner from 0 changes it back.</item>
/// <item>I2 An exclusive hold excludes granted shares. Owner and Shares may both be non-zero for a moment: each side announces itself first and
/// takes it back when it finds the other. Granted tells a hold from such an announcement; a hold that needs no telling goes without it, as the store that
/// would set it costs contended writers another transfer of the line.</item>
/// <item>I3 A thread is queued exactly once while it waits, and reachable from Head.</item>
/// <item>I4 Editing implies Head is not 0; only the thread that set it unlinks places, and it clears it in the step that publishes the result.</item>
/// <item>I5 A place is pushed only in a step that finds Owner or Shares not 0: whoever takes that back sees Head afterwards.</item>
/// <item>I6 Who sets Editing wakes at least one waiter, and a woken waiter acquires or queues again: while Head is not 0 somebody is on the way.</item>
/// </list>
/// </remarks>
internal static class PushLockWord
{
    public const ulong Free = 0;

    public const ulong OwnerMask = 0xFFFFFFFF;

    /// <summary>The owner when nobody asks who it is. No thread has this id: they have 30 bits.</summary>
    public const uint Anonymous = 1u << 31;

    public const uint Granted = 1u << 30;

    /// <summary>Thread ids have 30 bits.</summary>
    public const uint IdMask = Granted - 1;

    public const int HeadShift = 32;
    public const uint MaxHead = 0xFFFF;
    public const ulong HeadMask = (ulong)MaxHead << HeadShift;

    public const ulong Editing = 1UL << 48;

    public const int ShareShift = 49;
    public const ulong OneShare = 1UL << ShareShift;
    public const ulong ShareMask = 0x7FFFUL << ShareShift;

    /// <summary>Set from 16 384 shares on: a shared acquire is then refused loudly instead of wrapping.</summary>
    public const ulong ShareOverflow = 1UL << 63;

    public const int MaxShares = 1 << 14;

    public static uint Owner(ulong word) => (uint)word;

    public static uint Head(ulong word) => (uint)((word & HeadMask) >> HeadShift);

    public static uint Shares(ulong word) => (uint)(word >> ShareShift);

    /// <summary>Held exclusively, or a writer is trying: no reader comes in.</summary>
    public static bool HasOwner(ulong word) => (word & OwnerMask) != 0;

    /// <summary>Certainly held exclusively.</summary>
    public static bool IsGranted(uint owner) => (owner & Granted) != 0;

    public static bool HasWaiters(ulong word) => (word & HeadMask) != 0;

    public static bool IsEditing(ulong word) => (word & Editing) != 0;

    public static bool HasShares(ulong word) => (word & ShareMask) != 0;

    /// <summary>Nobody holds the lock; threads may be queued.</summary>
    public static bool IsUnheld(ulong word) => (word & (OwnerMask | ShareMask)) == 0;

    /// <summary>Queued threads, and nobody who will wake them: whoever sees this must try.</summary>
    public static bool NeedsWake(ulong word) => (word & (OwnerMask | ShareMask | Editing)) == 0 && HasWaiters(word);

    /// <summary>Unheld to exclusive; the queue stays. Newcomers may overtake the queued (behaviour 89).</summary>
    public static ulong GrantExclusive(ulong word, uint owner) => word | owner | Granted;

    /// <summary>One share more; the queue stays.</summary>
    public static ulong GrantShared(ulong word) => word + OneShare;

    /// <summary>Pushes a place on a held lock (I5). Its link to the place before was set already.</summary>
    public static ulong Push(ulong word, uint place) => (word & ~HeadMask) | ((ulong)place << HeadShift);

    /// <summary>Takes the right to edit the queue.</summary>
    public static ulong BeginEdit(ulong word) => word | Editing;

    /// <summary>Gives the right back; places remain queued.</summary>
    public static ulong EndEdit(ulong word) => word & ~Editing;

    /// <summary>Gives the right back and leaves an empty queue. Legal only while Head still names the newest place that is being unlinked.</summary>
    public static ulong EndEditEmpty(ulong word) => word & ~(Editing | HeadMask);

    /// <summary>A reader that counted itself may come in: the decision over the word its addition returned (behaviours 85 and 86).</summary>
    public static bool AdmitsCounted(ulong word) => (word & (OwnerMask | HeadMask | ShareOverflow)) == 0;

    /// <summary>
    /// A thread in its waiting loop may take the lock now: a writer when nobody holds it; a reader also beside other readers, unless
    /// threads are queued (behaviour 86). A reader that was queued and woken has had its turn and joins even then.
    /// </summary>
    public static bool Admits(ulong word, bool exclusive, bool wasQueued) =>
        IsUnheld(word) || (!exclusive && !HasOwner(word) && (wasQueued || !HasWaiters(word)));

    /// <summary>A subtraction took a share that was not there.</summary>
    public static bool Underflowed(ulong word) => (word & ShareMask) == ShareMask;

    public static string Describe(ulong word)
    {
        string held = HasOwner(word) ? "exclusive" : !HasShares(word) ? "free" : $"shared by {Shares(word)}";
        return HasWaiters(word) ? held + ", threads waiting" : held;
    }
}
