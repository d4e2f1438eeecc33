// Guarded members behind helpers, properties, other objects, statics, structures and arrays.
internal struct Position
{
    public int X;
    public int Y;
}

internal sealed class Fcb
{
    public readonly ERESOURCE Resource = new();

    [GuardedBy("Resource")]
    public long Size;

    [GuardedBy("this.Resource")]
    public Position Cursor;

    [GuardedBy("Resource")]
    public int[] Runs = new int[4];

    [GuardedBy("Resource")]
    public string? Name { get; set; }
}

internal sealed class Volume
{
    private static readonly ERESOURCE s_gate = new();

    [GuardedBy("s_gate")]
    private static int s_mounted;

    private readonly ERESOURCE _resource = new();
    private readonly Fcb _root = new();

    [GuardedBy("_resource")]
    private readonly List<Fcb> _open = new();

    [GuardedBy("_resource")]
    private int _count;

    [GuardedBy("_root.Resource")]
    private int _rootVersion;

    static Volume() => s_mounted = 0;

    public Volume(Fcb? first)
    {
        _count = 1;
        _open.Add(first ?? new Fcb());
        if (first is not null)
        {
            // The other object is known to others already: whoever constructs is told.
            first.Size = 0;
        }
    }

    public static Volume Of(Fcb first) => {|DDI5002:new(first)|};

    public static Volume Fresh() => new(new Fcb());

    ~Volume() => _count = 0;

    public int Count => {|DDI5002:_count|};

    private int CountLocked => _count;

    public int LockedCount()
    {
        FltAcquireResourceShared(_resource);
        int count = CountLocked;
        FltReleaseResource(_resource);
        return count;
    }

    public int UnlockedCount() => {|DDI5002:CountLocked|};

    public void Open(Fcb fcb)
    {
        FltAcquireResourceExclusive(_resource);
        try
        {
            _open.Add(fcb);
            _count++;
            Extend(fcb, 10);
        }
        finally
        {
            FltReleaseResource(_resource);
        }
    }

    private static void Extend(Fcb fcb, long by)
    {
        FltAcquireResourceExclusive(fcb.Resource);
        Add(fcb, by);
        FltReleaseResource(fcb.Resource);
    }

    private static void Add(Fcb fcb, long by)
    {
        fcb.Size += by;
        fcb.Cursor.X = (int)by;
        fcb.Runs[0]++;
        fcb.Name ??= "extended";
    }

    public static void AddUnlocked(Fcb fcb) => {|DDI5002:Add(fcb, 1)|};

    public static void AddShared(Fcb fcb)
    {
        FltAcquireResourceShared(fcb.Resource);
        {|DDI5002:Add(fcb, 1)|};
        FltReleaseResource(fcb.Resource);
    }

    public static long WrongObject(Fcb left, Fcb right)
    {
        FltAcquireResourceShared(left.Resource);
        long size = left.Size + {|DDI5002:right.Size|};
        FltReleaseResource(left.Resource);
        return size;
    }

    public static Fcb Create(long size)
    {
        Fcb fcb = new() { Size = size, Name = "fresh" };
        fcb.Cursor.Y = 3;
        return fcb;
    }

    public static void StructPart(Fcb fcb)
    {
        FltAcquireResourceShared(fcb.Resource);
        int x = fcb.Cursor.X;
        {|DDI5002:fcb.Cursor|}.Y = x;
        FltReleaseResource(fcb.Resource);
    }

    public static void Element(Fcb fcb, int index)
    {
        FltAcquireResourceShared(fcb.Resource);
        int run = fcb.Runs[index];
        {|DDI5002:fcb.Runs|}[index] = run + 1;
        FltReleaseResource(fcb.Resource);
    }

    public static void ByReference(Fcb fcb)
    {
        FltAcquireResourceShared(fcb.Resource);
        System.Threading.Interlocked.Increment(ref {|DDI5002:fcb.Size|});
        FltReleaseResource(fcb.Resource);
    }

    public static void Mount()
    {
        FltAcquireResourceExclusive(s_gate);
        s_mounted++;
        FltReleaseResource(s_gate);
        Console.WriteLine({|DDI5002:s_mounted|});
    }

    public void Versions()
    {
        FltAcquireResourceExclusive(_root.Resource);
        _rootVersion++;
        FltReleaseResource(_root.Resource);
    }

    public void WrongVersion()
    {
        FltAcquireResourceExclusive(_resource);
        {|DDI5002:_rootVersion|}++;
        FltReleaseResource(_resource);
    }

    [RequiresCriticalRegion]
    [RequiresExclusiveLockHeld("_resource")]
    public void Declared() => _count--;

    public void SaidOnce()
    {
        int count = {|DDI5002:_count|};
        if (count > 3)
        {
            _count = 0;
        }
    }

    public void Aliased()
    {
        Fcb root = _root;
        FltAcquireResourceExclusive(root.Resource);
        _root.Size = 1;
        FltReleaseResource(root.Resource);
    }

    public void Converted(Fcb fcb)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(fcb.Resource, true);
        fcb.Size = 4;
        ExConvertExclusiveToSharedLite(fcb.Resource);
        long size = fcb.Size;
        {|DDI5002:fcb.Size|} = size;
        ExReleaseResourceLite(fcb.Resource);
        KeLeaveCriticalRegion();
    }

    public void InLambda(Fcb fcb)
    {
        FltAcquireResourceExclusive(fcb.Resource);
        Run(() => fcb.Size++);
        FltReleaseResource(fcb.Resource);
    }

    public Action Later(Fcb fcb) => () => {|DDI5002:fcb.Size|}++;

    private static void Run(Action action) => action();

    public string Label() => nameof(_count);
}
