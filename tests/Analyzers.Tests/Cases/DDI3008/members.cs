// Properties, fields, parameters, functions and .NET's own lock structure.
//! option ddi_compliance.tables = ddi, dotnet
internal sealed class Volume
{
    private EX_PUSH_LOCK _names;
    private KSPIN_LOCK _spin;
    private readonly SpinLock {|DDI3008:_counter|} = new(false);
    private static readonly KSPIN_LOCK {|DDI3008:s_global|};
    private int _hits;

    public EX_PUSH_LOCK {|DDI3008:Automatic|} { get; set; }

    public EX_PUSH_LOCK Names => {|DDI3008:_names|};

    public ref EX_PUSH_LOCK NamesByRef => ref _names;

    public EX_PUSH_LOCK Field
    {
        get
        {
            return {|DDI3008:_names|};
        }
    }

    public void UseByRef()
    {
        FltAcquirePushLockExclusive(ref NamesByRef);
        _hits++;
        FltReleasePushLock(ref NamesByRef);
    }

    public void HandOver() => Take(ref _names);

    public void Take(ref EX_PUSH_LOCK pushLock)
    {
        FltAcquirePushLockExclusive(ref pushLock);
        _hits++;
        FltReleasePushLock(ref pushLock);
        EX_PUSH_LOCK saved = {|DDI3008:pushLock|};
        _ = saved.ToString();
    }

    public void Forward(EX_PUSH_LOCK byValue)
    {
        // The caller made the copy.
        _names = byValue;
    }

    public void Acquire(ref KSPIN_LOCK spin, KSPIN_LOCK other)
    {
        KeAcquireSpinLock(ref spin, out byte old);
        _hits++;
        KeReleaseSpinLock(ref spin, old);
        _spin = {|DDI3008:spin|};
        spin = other;
    }

    public int ParallelSum(int[] values)
    {
        // One variable for all: the threads share it.
        EX_PUSH_LOCK gate = default;
        int sum = 0;
        Parallel.ForEach(values, value =>
        {
            FltAcquirePushLockExclusive(ref gate);
            sum += value;
            FltReleasePushLock(ref gate);
        });
        return sum;
    }

    public int LocalFunction()
    {
        EX_PUSH_LOCK gate = default;
        Add();
        return _hits;

        void Add()
        {
            FltAcquirePushLockExclusive(ref gate);
            _hits++;
            FltReleasePushLock(ref gate);
        }
    }

    public Action Outlives()
    {
        EX_PUSH_LOCK gate = default;
        return () =>
        {
            FltAcquirePushLockExclusive(ref {|DDI3008:gate|});
            _hits++;
            FltReleasePushLock(ref gate);
        };
    }

    public string Text() => $"{_hits} {_names}";

    public bool IsFree() => _names.Equals(default(EX_PUSH_LOCK));

    public static bool Same(int a, int b) => a == b;
}
