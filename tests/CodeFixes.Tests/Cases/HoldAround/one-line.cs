// A body in one line and a member that is one expression get lines of their own.
internal sealed class Counter
{
    private readonly ERESOURCE _resource = new();
    [GuardedBy(nameof(_resource))] private int _count;

    public int Twice => {|DDI5002:_count|} + _count;

    public int Value
    {
        get => {|DDI5002:_count|};
        set
        {
            FltAcquireResourceExclusive(_resource);
            _count = value;
            FltReleaseResource(_resource);
        }
    }

    public int Read() { return {|DDI5002:_count|}; }

    public int Shared()
    {
        FltAcquireResourceShared(_resource);
        int count = _count;
        FltReleaseResource(_resource);
        return count;
    }
}
