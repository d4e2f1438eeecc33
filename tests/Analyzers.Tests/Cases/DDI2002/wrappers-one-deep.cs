// Locks taken and given back through private helpers.
internal sealed class Vcb
{
    private readonly ERESOURCE _resource = new();
    private int _opens;
    private bool _dismounted;

    public int Balanced()
    {
        AcquireExclusive();
        int opens = ++_opens;
        Release();
        return opens;
    }

    public int EarlyReturn()
    {
        {|DDI2002:AcquireExclusive()|};
        if (_dismounted)
        {
            return -1;
        }

        int opens = ++_opens;
        Release();
        return opens;
    }

    public int HelperThenRoutine()
    {
        AcquireExclusive();
        int opens = ++_opens;
        FltReleaseResource(_resource);
        return opens;
    }

    public int RoutineThenHelper()
    {
        FltAcquireResourceShared(_resource);
        int opens = _opens;
        Release();
        return opens;
    }

    public int InFinally()
    {
        AcquireExclusive();
        try
        {
            if (_dismounted)
            {
                return -1;
            }

            return ++_opens;
        }
        finally
        {
            Release();
        }
    }

    public void ReleasesTwice()
    {
        AcquireExclusive();
        _opens--;
        Release();
        {|DDI2001:Release()|};
    }

    public void AcquiresTwice()
    {
        AcquireExclusive();
        {|DDI2004:AcquireExclusive()|};
        _opens--;
        Release();
        Release();
    }

    private void AcquireExclusive() => FltAcquireResourceExclusive(_resource);

    private void Release() => FltReleaseResource(_resource);
}
