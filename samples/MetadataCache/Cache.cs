namespace MetadataCache;

/// <summary>Metadata by file id, spread over buckets so that files do not wait for each other.</summary>
internal sealed class Cache
{
    private readonly Bucket[] _buckets;

    public Cache(int buckets)
    {
        _buckets = new Bucket[buckets];
        for (int i = 0; i < buckets; i++)
        {
            _buckets[i] = new Bucket();
        }
    }

    public int Count => _buckets.Sum(static bucket => bucket.Count());

    /// <summary>What the filter does when a file is opened.</summary>
    public bool Open(ulong id)
    {
        BucketOf(id).GetOrAdd(id, out bool isNew);
        return isNew;
    }

    public bool Read(ulong id, out long version) => BucketOf(id).Read(id, out version);

    public bool Update(ulong id) => BucketOf(id).Update(id);

    /// <summary>A file that changed its volume: moved away and back under both locks.</summary>
    public void Rehash(ulong id)
    {
        int home = IndexOf(id);
        int away = (home + 1) % _buckets.Length;
        if (Bucket.Move(id, _buckets, home, away))
        {
            Bucket.Move(id, _buckets, away, home);
        }
    }

    public int Sweep(Func<FileMetadata, bool> isStale, int batch)
    {
        int removed = 0;
        foreach (Bucket bucket in _buckets)
        {
            removed += bucket.Sweep(isStale, batch);
        }

        return removed;
    }

    public void Delete()
    {
        foreach (Bucket bucket in _buckets)
        {
            bucket.Delete();
        }
    }

    private Bucket BucketOf(ulong id) => _buckets[IndexOf(id)];

    private int IndexOf(ulong id) => (int)(id % (ulong)_buckets.Length);
}
