// Structures with a lock inside: in arrays, lists, spans and dictionaries; moved while nobody knows them, copied afterwards.
internal struct Bucket
{
    public EX_PUSH_LOCK Lock;
    public int Entries;

    public Bucket(int entries) => Entries = entries;

    public Bucket Snapshot() => {|DDI3008:this|};

    public ref EX_PUSH_LOCK LockRef() => ref System.Runtime.CompilerServices.Unsafe.AsRef(ref Lock);
}

internal struct Header
{
    public Bucket First;
    public long Written;
}

internal sealed class HashTable
{
    private readonly Bucket[] _buckets = new Bucket[64];
    private readonly List<Bucket> _spare = new();
    private readonly Dictionary<int, Bucket> _byId = new();
    private Header _header;
    private static Bucket s_overflow;

    public void Fill()
    {
        for (int i = 0; i < _buckets.Length; i++)
        {
            Bucket fresh = new(i);
            fresh.Entries++;
            _buckets[i] = fresh;
        }

        _spare.Add(new Bucket(0));
        _header = new Header { First = new Bucket(1), Written = 2 };
        _header.First = default;
    }

    public void FillInitialized(int index)
    {
        Bucket used = default;
        FltInitializePushLock(ref used.Lock);
        _buckets[index] = {|DDI3008:used|};
    }

    public int Total()
    {
        int total = 0;
        foreach (Bucket {|DDI3008:bucket|} in _buckets)
        {
            total += bucket.Entries;
        }

        foreach (ref Bucket bucket in _buckets.AsSpan())
        {
            FltAcquirePushLockShared(ref bucket.Lock);
            total += bucket.Entries;
            FltReleasePushLock(ref bucket.Lock);
        }

        foreach (ref readonly Bucket bucket in _buckets.AsSpan())
        {
            total += bucket.Entries;
        }

        return total;
    }

    public void Grow(Span<Bucket> target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = {|DDI3008:_buckets[i]|};
        }
    }

    public int Swap()
    {
        Bucket old = {|DDI3008:s_overflow|};
        s_overflow = default;
        _buckets[0] = old;
        return old.Entries;
    }

    public int FromList(int index)
    {
        Bucket bucket = {|DDI3008:_spare[index]|};
        return bucket.Entries + _spare[index].Entries;
    }

    public int FromDictionary(int id)
    {
        if (_byId.TryGetValue(id, out Bucket bucket))
        {
            return bucket.Entries;
        }

        return 0;
    }

    public (Bucket, int) Pair(int index) => ({|DDI3008:_buckets[index]|}, index);

    public Bucket Choose(bool first) => first ? {|DDI3008:_buckets[0]|} : {|DDI3008:_header.First|};

    public ref Bucket ByRef(bool first) => ref first ? ref _buckets[0] : ref _header.First;

    public int ThroughRef(bool first)
    {
        ref Bucket bucket = ref ByRef(first);
        FltAcquirePushLockExclusive(ref bucket.Lock);
        int entries = ++bucket.Entries;
        FltReleasePushLock(ref bucket.Lock);
        Bucket copy = {|DDI3008:bucket|};
        return entries + copy.Entries;
    }

    public object Box(int index) => {|DDI3008:_buckets[index]|};

    public Bucket With(int index) => {|DDI3008:_buckets[index]|} with { Entries = 0 };

    public static Bucket Made(int entries) => new(entries);

    public static Bucket MadeWithLocal(int entries)
    {
        Bucket made = new(entries);
        return made;
    }

    public unsafe void Pointers(Bucket* from, Bucket* to)
    {
        *to = {|DDI3008:*from|};
        FltAcquirePushLockExclusive(ref from->Lock);
        FltReleasePushLock(ref from->Lock);
    }

    public int Peek(in Bucket bucket) => bucket.Entries;

    public int Peeks(int index) => Peek(in _buckets[index]) + Peek(_buckets[index]);
}
