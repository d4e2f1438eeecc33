// The call that is one too many goes, or gets the condition of the call it undoes.
internal sealed class Fcb
{
    private readonly ERESOURCE _main = new();
    private int _state;

    public void BranchAndTail(bool dirty)
    {
        FltAcquireResourceExclusive(_main);
        if (dirty)
        {
            _state = 1;
        }

        FltReleaseResource(_main);
    }

    public void Twice()
    {
        FltAcquireResourceExclusive(_main);
        _state++;
        FltReleaseResource(_main);

        // Once more, to be sure.
    }

    public void TryAndFinally(int state)
    {
        FltAcquireResourceExclusive(_main);
        try
        {
            _state = state;
        }
        finally
        {
            FltReleaseResource(_main);
        }
    }

    public void Guarded(bool first)
    {
        if (first)
        {
            KeEnterGuardedRegion();
        }

        _state++;
        if (first)
        {
            KeLeaveGuardedRegion();
        }
    }

    // Nothing was acquired here: what is missing cannot be known.
    public void NeverAcquired()
    {
        _state++;
        {|DDI2001:FltReleaseResource(_main)|};
    }
}
