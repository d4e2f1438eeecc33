// A declared order, and acquisitions against it.
[LockLevelOrder("_vcb", "_fcb")]
[LockLevelOrder("_fcb", "_paging")]
internal sealed class Volume
{
    private readonly ERESOURCE _vcb = new();
    private readonly ERESOURCE _fcb = new();
    private readonly ERESOURCE _paging = new();
    private readonly ERESOURCE _unordered = new();
    private int _state;

    public void Forward()
    {
        FltAcquireResourceExclusive(_vcb);
        FltAcquireResourceExclusive(_fcb);
        FltAcquireResourceExclusive(_paging);
        _state++;
        FltReleaseResource(_paging);
        FltReleaseResource(_fcb);
        FltReleaseResource(_vcb);
    }

    public void Backward()
    {
        FltAcquireResourceExclusive(_fcb);
        {|DDI5001:FltAcquireResourceExclusive(_vcb)|};
        _state++;
        FltReleaseResource(_vcb);
        FltReleaseResource(_fcb);
    }

    public void BackwardOverTwoLevels()
    {
        FltAcquireResourceShared(_paging);
        {|DDI5001:FltAcquireResourceExclusive(_vcb)|};
        _state++;
        FltReleaseResource(_vcb);
        FltReleaseResource(_paging);
    }

    public void BackwardByTrying()
    {
        FltAcquireResourceExclusive(_fcb);
        if (ExAcquireResourceExclusiveLite(_vcb, false))
        {
            _state++;
            ExReleaseResourceLite(_vcb);
        }

        FltReleaseResource(_fcb);
    }

    public void ReleasedBetween()
    {
        FltAcquireResourceExclusive(_fcb);
        _state++;
        FltReleaseResource(_fcb);
        FltAcquireResourceExclusive(_vcb);
        _state--;
        FltReleaseResource(_vcb);
    }

    public void ReleasedInAcquireOrder()
    {
        FltAcquireResourceExclusive(_vcb);
        FltAcquireResourceExclusive(_fcb);
        _state++;
        FltReleaseResource(_vcb);
        FltReleaseResource(_fcb);
    }

    public void NotInTheOrder()
    {
        FltAcquireResourceExclusive(_unordered);
        FltAcquireResourceExclusive(_vcb);
        _state++;
        FltReleaseResource(_vcb);
        FltReleaseResource(_unordered);
    }
}
