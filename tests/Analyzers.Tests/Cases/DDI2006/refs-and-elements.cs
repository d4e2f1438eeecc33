// The same or another push lock behind refs, array elements and parameters.
internal sealed class Bucket
{
    public EX_PUSH_LOCK Lock;
    public int Count;
}

internal struct Slot
{
    public EX_PUSH_LOCK Lock;
    public int Count;
}

internal static class Buckets
{
    private static readonly Slot[] s_slots = new Slot[8];

    public static void SameThroughARef(Bucket bucket)
    {
        ref EX_PUSH_LOCK pushLock = ref bucket.Lock;
        FltAcquirePushLockExclusive(ref bucket.Lock);
        {|DDI2006:FltAcquirePushLockExclusive(ref pushLock)|};
        bucket.Count++;
        FltReleasePushLock(ref pushLock);
        FltReleasePushLock(ref bucket.Lock);
    }

    public static void NeighbourSlots()
    {
        FltAcquirePushLockExclusive(ref s_slots[0].Lock);
        FltAcquirePushLockExclusive(ref s_slots[1].Lock);
        s_slots[0].Count = s_slots[1].Count;
        FltReleasePushLock(ref s_slots[1].Lock);
        FltReleasePushLock(ref s_slots[0].Lock);
    }

    public static void SameSlot(int index)
    {
        FltAcquirePushLockShared(ref s_slots[index].Lock);
        {|DDI2006:FltAcquirePushLockExclusive(ref s_slots[index].Lock)|};
        s_slots[index].Count++;
        FltReleasePushLock(ref s_slots[index].Lock);
        FltReleasePushLock(ref s_slots[index].Lock);
    }

    public static void IndexMovedOn(int index)
    {
        FltAcquirePushLockExclusive(ref s_slots[index].Lock);
        s_slots[index].Count++;
        FltReleasePushLock(ref s_slots[index].Lock);
        index = (index + 1) & 7;
        FltAcquirePushLockExclusive(ref s_slots[index].Lock);
        s_slots[index].Count++;
        FltReleasePushLock(ref s_slots[index].Lock);
    }

    public static void RefElement(int index)
    {
        ref Slot slot = ref s_slots[index];
        FltAcquirePushLockExclusive(ref slot.Lock);
        slot.Count++;
        FltReleasePushLock(ref slot.Lock);
    }

    public static void ByRefParameter(ref EX_PUSH_LOCK first, ref EX_PUSH_LOCK second)
    {
        FltAcquirePushLockShared(ref first);
        FltAcquirePushLockExclusive(ref second);
        FltReleasePushLock(ref second);
        FltReleasePushLock(ref first);
    }
}
