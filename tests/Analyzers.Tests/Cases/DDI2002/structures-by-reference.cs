// A structure that is lent to somebody by reference keeps its lock in place.
public struct Bucket
{
    public EX_PUSH_LOCK Lock;
    public int Head;
    public ERESOURCE? Resource;
}

public sealed class Buckets
{
    private readonly Bucket[] _buckets = new Bucket[64];

    public int Guarded(ulong key)
    {
        ref Bucket bucket = ref _buckets[key & 63];
        using PushLockGuard guard = bucket.Lock.AcquireExclusive();
        int hits = Touch(ref bucket);
        if (hits > 1000)
        {
            return 1000;
        }

        return hits < 0 ? 0 : hits;
    }

    public int Plain(int key)
    {
        ref Bucket bucket = ref _buckets[key];
        FltAcquirePushLockExclusive(ref bucket.Lock);
        int hits = Touch(ref bucket);
        FltReleasePushLock(ref bucket.Lock);
        return hits;
    }

    public int Forgotten(int key)
    {
        ref Bucket bucket = ref _buckets[key];
        {|DDI2002:FltAcquirePushLockExclusive(ref bucket.Lock)|};
        int hits = Touch(ref bucket);
        if (hits == 3)
        {
            return 0;
        }

        FltReleasePushLock(ref bucket.Lock);
        return hits;
    }

    // The reference may be another one afterwards.
    public void Replaced(ref Bucket bucket)
    {
        FltAcquireResourceExclusive(bucket.Resource!);
        Exchange(ref bucket);
        FltReleaseResource(bucket.Resource!);
    }

    private static int Touch(ref Bucket bucket) => ++bucket.Head;

    private static void Exchange(ref Bucket bucket) => Console.WriteLine(bucket.Head);
}
