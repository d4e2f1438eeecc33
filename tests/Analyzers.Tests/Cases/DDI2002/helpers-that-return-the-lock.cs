// The helper picks a lock, acquires it and returns it.
internal sealed class Bucket
{
    public readonly ERESOURCE Lock = new();
    public int Count;
}

internal sealed class HashTable
{
    private readonly Bucket[] _buckets = [new(), new(), new(), new()];
    private readonly ERESOURCE _resource = new();

    public void Increment(int hash)
    {
        Bucket bucket = LockBucket(hash);
        bucket.Count++;
        FltReleaseResource(bucket.Lock);
    }

    public void IncrementForgotten(int hash, bool dry)
    {
        Bucket bucket = {|DDI2002:LockBucket(hash)|};
        if (dry)
        {
            return;
        }

        bucket.Count++;
        FltReleaseResource(bucket.Lock);
    }

    public void LookUp(int hash)
    {
        Bucket bucket = FindLocked(hash);
        if (bucket == null)
        {
            return;
        }

        bucket.Count++;
        FltReleaseResource(bucket.Lock);
    }

    public void TheResource()
    {
        ERESOURCE held = Take();
        _buckets[0].Count++;
        FltReleaseResource(held);
    }

    public void TheResourceByName()
    {
        _ = Take();
        _buckets[0].Count++;
        FltReleaseResource(_resource);
    }

    public void TheResourceForgotten()
    {
        ERESOURCE held = {|DDI2002:Take()|};
        _buckets[0].Count = held is null ? 0 : 1;
    }

    private Bucket LockBucket(int hash)
    {
        Bucket bucket = _buckets[hash & 3];
        FltAcquireResourceExclusive(bucket.Lock);
        return bucket;
    }

    private Bucket FindLocked(int hash)
    {
        Bucket bucket = _buckets[hash & 3];
        if (bucket.Count == 0)
        {
            return null;
        }

        FltAcquireResourceExclusive(bucket.Lock);
        return bucket;
    }

    private ERESOURCE Take()
    {
        FltAcquireResourceExclusive(_resource);
        return _resource;
    }
}
