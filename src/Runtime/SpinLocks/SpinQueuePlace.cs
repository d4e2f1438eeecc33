namespace DdiCompliance;

/// <summary>
/// A place in the queue of an in-stack queued spin lock. NT queues the handles themselves; a lock word cannot refer to a managed stack, so it
/// holds the number of a place instead.
/// </summary>
internal sealed class SpinQueuePlace(uint index)
{
    private const int MaxPlaces = 1 << 16;

    private static readonly SpinQueuePlace?[] s_places = new SpinQueuePlace?[MaxPlaces];
    private static readonly Stack<SpinQueuePlace> s_free = new();
    private static SpinGate s_gate;
    private static uint s_count;

    internal uint Index { get; } = index;

    /// <summary>The number of the place queued next; 0 until that one has said so.</summary>
    internal uint Next;

    /// <summary>Set by the place before, when it leaves.</summary>
    internal bool IsFirst;

    internal static SpinQueuePlace At(uint index) => Volatile.Read(ref s_places[index])!;

    internal static SpinQueuePlace Rent()
    {
        s_gate.Enter();
        SpinQueuePlace? place = s_free.Count > 0 ? s_free.Pop() : null;
        uint index = place is null ? ++s_count : 0;
        s_gate.Exit();
        if (place is null)
        {
            if (index >= MaxPlaces)
                throw new InvalidOperationException("More in-stack queued spin lock handles are in use at once than the queue can number (65 535).");
            place = new SpinQueuePlace(index);
            Volatile.Write(ref s_places[index], place);
        }
        place.Next = 0;
        place.IsFirst = false;
        return place;
    }

    internal static void Return(SpinQueuePlace place)
    {
        s_gate.Enter();
        s_free.Push(place);
        s_gate.Exit();
    }
}
