// A public method that gives its lock back on one way and forgets it on another: its own mistake, whatever the callers here do.
public sealed class Worker
{
    private readonly ERESOURCE _r = new();
    private bool _bad;
    private int _n;

    public int Work()
    {
        KeEnterCriticalRegion();
        {|DDI2002:ExAcquireResourceExclusiveLite(_r, true)|};
        if (_bad)
        {
            KeLeaveCriticalRegion();
            return -1;
        }

        ExReleaseResourceLite(_r);
        KeLeaveCriticalRegion();
        return 0;
    }

    public void Once() => Work();

    public void Loop()
    {
        while (!_bad)
        {
            Work();
        }
    }

    public void Nothing()
    {
        {|DDI2002:FltAcquireResourceExclusive(_r)|};
        if (_n > 3)
        {
            return;
        }

        FltReleaseResource(_r);
    }

    public void Thrice()
    {
        for (int i = 0; i < 3; i++)
        {
            Nothing();
        }
    }

    // Held where the result says so: for whoever calls it.
    public bool TryBegin()
    {
        FltAcquireResourceExclusive(_r);
        if (_bad)
        {
            FltReleaseResource(_r);
            return false;
        }

        return true;
    }

    public void Begun()
    {
        if (TryBegin())
        {
            _n++;
            FltReleaseResource(_r);
        }
    }

    // Held where the caller asked for it.
    public void Touch(bool keep)
    {
        FltAcquireResourceExclusive(_r);
        _n++;
        if (!keep)
        {
            FltReleaseResource(_r);
        }
    }

    public void Touched()
    {
        Touch(true);
        FltReleaseResource(_r);
        Touch(false);
    }

    // Taken where it is needed, given back by another method under the same condition.
    public void Take()
    {
        if (_bad)
        {
            FltAcquireResourceExclusive(_r);
        }
    }

    public void Give()
    {
        if (_bad)
        {
            FltReleaseResource(_r);
        }
    }

    public void Both()
    {
        Take();
        _n++;
        Give();
    }

    // Only this class calls it: judged through its callers.
    private int Inner()
    {
        FltAcquireResourceExclusive(_r);
        if (_bad)
        {
            return -1;
        }

        FltReleaseResource(_r);
        return 0;
    }

    public void CleansUp()
    {
        if (Inner() < 0)
        {
            FltReleaseResource(_r);
        }
    }
}
