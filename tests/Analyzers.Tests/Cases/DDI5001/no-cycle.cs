// Two orders that cannot deadlock.
internal sealed class Tables
{
    private readonly ERESOURCE _gate = new();
    private readonly ERESOURCE _first = new();
    private readonly ERESOURCE _second = new();
    private readonly ERESOURCE _third = new();
    private readonly ERESOURCE _fourth = new();
    private int _rows;

    public void GatedOneWay()
    {
        FltAcquireResourceExclusive(_gate);
        FltAcquireResourceExclusive(_first);
        FltAcquireResourceExclusive(_second);
        _rows++;
        FltReleaseResource(_second);
        FltReleaseResource(_first);
        FltReleaseResource(_gate);
    }

    public void GatedTheOtherWay()
    {
        FltAcquireResourceExclusive(_gate);
        FltAcquireResourceExclusive(_second);
        FltAcquireResourceExclusive(_first);
        _rows++;
        FltReleaseResource(_first);
        FltReleaseResource(_second);
        FltReleaseResource(_gate);
    }

    public void WaitingOneWay()
    {
        FltAcquireResourceExclusive(_third);
        FltAcquireResourceExclusive(_fourth);
        _rows++;
        FltReleaseResource(_fourth);
        FltReleaseResource(_third);
    }

    public bool TryingTheOtherWay()
    {
        FltAcquireResourceExclusive(_fourth);
        bool taken = ExAcquireResourceExclusiveLite(_third, false);
        if (taken)
        {
            _rows++;
            ExReleaseResourceLite(_third);
        }

        FltReleaseResource(_fourth);
        return taken;
    }

    public void OneAfterTheOther()
    {
        FltAcquireResourceExclusive(_fourth);
        _rows++;
        FltReleaseResource(_fourth);
        FltAcquireResourceExclusive(_third);
        _rows++;
        FltReleaseResource(_third);
    }
}
