// A partial method is called by its declaration and judged through its callers, like any helper.
internal sealed partial class Cache
{
    private readonly ERESOURCE _lock = new();
    private int _count;

    public void Uses()
    {
        Enter();
        _count++;
        FltReleaseResource(_lock);
    }

    public void UsesAndForgets()
    {
        {|DDI2002:Enter()|};
        if (_count == 0)
        {
            return;
        }

        FltReleaseResource(_lock);
    }

    public void Tries()
    {
        if (TryEnter(_lock))
        {
            FltReleaseResource(_lock);
        }
    }

    public void TriesAndForgets()
    {
        if ({|DDI2002:TryEnter(_lock)|} && _count > 0)
        {
            FltReleaseResource(_lock);
        }
    }

    public void GivesBackForEach(List<int> items) => {|DDI2001:items.ForEach(Leave)|};

    private partial void Enter();

    private partial bool TryEnter(ERESOURCE resource);

    private partial void Leave(int item);
}

internal sealed partial class Cache
{
    private partial void Enter() => FltAcquireResourceExclusive(_lock);

    private partial bool TryEnter(ERESOURCE which)
    {
        if (_count == 0)
        {
            return false;
        }

        FltAcquireResourceExclusive(which);
        return true;
    }

    private partial void Leave(int count) => FltReleaseResource(_lock);
}
