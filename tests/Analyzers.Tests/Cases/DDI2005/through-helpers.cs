// The upgrade hides in a helper.
internal sealed class Statistics
{
    private readonly ERESOURCE _resource = new();
    private int _reads;

    public int Read()
    {
        FltAcquireResourceShared(_resource);
        int reads = _reads;
        {|DDI2005:Bump()|};
        FltReleaseResource(_resource);
        return reads;
    }

    public int ReadThenBump()
    {
        FltAcquireResourceShared(_resource);
        int reads = _reads;
        FltReleaseResource(_resource);
        Bump();
        return reads;
    }

    public int ReadSharedHelper()
    {
        FltAcquireResourceShared(_resource);
        int reads = Peek();
        FltReleaseResource(_resource);
        return reads;
    }

    public int UpgradeInHelper(int limit)
    {
        FltAcquireResourceShared(_resource);
        if (_reads > limit)
        {
            Upgrade();
            _reads = 0;
        }

        int reads = _reads;
        FltReleaseResource(_resource);
        return reads;
    }

    private void Bump()
    {
        FltAcquireResourceExclusive(_resource);
        _reads++;
        FltReleaseResource(_resource);
    }

    private int Peek()
    {
        FltAcquireResourceShared(_resource);
        int reads = _reads;
        FltReleaseResource(_resource);
        return reads;
    }

    private void Upgrade()
    {
        FltReleaseResource(_resource);
        FltAcquireResourceExclusive(_resource);
    }
}
