// A loop takes the lock of every element; another one reads what the locks guard.
internal sealed class Bucket
{
    internal readonly ERESOURCE Latch = new();
    [GuardedBy(nameof(Latch))]
    internal int Count;
}

internal sealed class Table
{
    private readonly Bucket[] _buckets = { new(), new(), new(), new() };

    public int ByElement()
    {
        int total = 0;
        foreach (Bucket bucket in _buckets)
        {
            FltAcquireResourceShared(bucket.Latch);
        }

        foreach (Bucket bucket in _buckets)
        {
            total += bucket.Count;
        }

        total += _buckets[0].Count;
        foreach (Bucket bucket in _buckets)
        {
            FltReleaseResource(bucket.Latch);
        }

        return total;
    }

    public int ByIndex()
    {
        int total = 0;
        for (int i = 0; i < _buckets.Length; i++)
        {
            FltAcquireResourceShared(_buckets[i].Latch);
        }

        for (int i = 0; i < _buckets.Length; i++)
        {
            total += _buckets[i].Count;
        }

        for (int i = 0; i < _buckets.Length; i++)
        {
            FltReleaseResource(_buckets[i].Latch);
        }

        return total;
    }

    public int ByHelpers()
    {
        EnterAll();
        int total = Sum() + _buckets[1].Count;
        LeaveAll();
        return total;
    }

    public int WithoutAny()
    {
        int total = 0;
        foreach (Bucket bucket in _buckets)
        {
            total += {|DDI5002:bucket.Count|};
        }

        return total;
    }

    public int OneAtATime()
    {
        int total = 0;
        foreach (Bucket bucket in _buckets)
        {
            FltAcquireResourceShared(bucket.Latch);
            total += bucket.Count;
            FltReleaseResource(bucket.Latch);
        }

        foreach (Bucket bucket in _buckets)
        {
            total += {|DDI5002:bucket.Count|};
        }

        return total;
    }

    public int AfterAll()
    {
        int total = 0;
        foreach (Bucket bucket in _buckets)
        {
            FltAcquireResourceShared(bucket.Latch);
        }

        foreach (Bucket bucket in _buckets)
        {
            FltReleaseResource(bucket.Latch);
        }

        foreach (Bucket bucket in _buckets)
        {
            total += {?DDI5002:bucket.Count?};
        }

        return total;
    }

    private void EnterAll()
    {
        foreach (Bucket bucket in _buckets)
        {
            FltAcquireResourceShared(bucket.Latch);
        }
    }

    private int Sum()
    {
        int total = 0;
        foreach (Bucket bucket in _buckets)
        {
            total += bucket.Count;
        }

        return total;
    }

    private void LeaveAll()
    {
        foreach (Bucket bucket in _buckets)
        {
            FltReleaseResource(bucket.Latch);
        }
    }
}
