// A method, or a function inside, forgets it on one of its ways out: that is mended where it stands. An iterator ends early.
internal sealed class C
{
    private readonly ERESOURCE _r = new();
    private int _n;

    public int Sum()
    {
        int Total(bool quick)
        {
            FltAcquireResourceShared(_r);
            if (quick) return -1;
            int sum = _n;
            FltReleaseResource(_r);
            return sum;
        }

        return Total(false) + {|DDI2002:Total(true)|};
    }

    private int Read(bool quick)
    {
        FltAcquireResourceShared(_r);
        if (quick)
        {
            return -1;
        }

        int n = _n;
        FltReleaseResource(_r);
        return n;
    }

    public int Both()
    {
        return Read(false) + {|DDI2002:Read(true)|};
    }

    public IEnumerable<int> Numbers(int max)
    {
        {|DDI2002:FltAcquireResourceShared(_r)|};
        if (max < 0)
        {
            yield break;
        }

        _n++;
        FltReleaseResource(_r);
        yield return max;
    }

    // The method that gives it back does more: the routine alone is called.
    private void Take() => FltAcquireResourceExclusive(_r);

    private void Finish()
    {
        _n = 0;
        FltReleaseResource(_r);
    }

    public void Work(bool quick)
    {
        {|DDI2002:Take()|};
        if (quick)
        {
            return;
        }

        _n++;
        Finish();
    }

    // What the method does is decided by a constant.
    private void Set(bool on)
    {
        if (on)
        {
            FltAcquireResourceExclusive(_r);
        }
        else
        {
            FltReleaseResource(_r);
        }
    }

    public void Switched(bool quick)
    {
        {|DDI2002:Set(true)|};
        if (quick)
        {
            return;
        }

        _n++;
        Set(false);
    }
}
