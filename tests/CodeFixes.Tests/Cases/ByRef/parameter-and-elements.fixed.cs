// A private method takes the lock by reference, at every call; a loop refers to the elements of an array.
internal struct Bucket
{
    public EX_PUSH_LOCK Lock;
    public int Entries;
}

internal sealed class Table
{
    private readonly Bucket[] _buckets = new Bucket[8];
    private EX_PUSH_LOCK _lock;
    private static Bucket s_overflow;
    private int _reads;

    public int Read()
    {
        Enter(ref _lock, 1);
        Enter(ref _buckets[0].Lock, 2);
        return _reads;
    }

    public int Total()
    {
        int total = 0;
        foreach (ref readonly Bucket bucket in _buckets.AsSpan())
        {
            total += bucket.Entries;
        }

        return total;
    }

    // The copy outlives what it was made of.
    public int Swap()
    {
        Bucket old = {|DDI3008:s_overflow|};
        s_overflow = default;
        return old.Entries;
    }

    private void Enter(ref EX_PUSH_LOCK pushLock, int count)
    {
        FltAcquirePushLockShared(ref pushLock);
        _reads += count;
        FltReleasePushLock(ref pushLock);
    }
}
