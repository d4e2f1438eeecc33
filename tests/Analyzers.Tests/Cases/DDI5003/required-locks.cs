// A callee says what its caller must hold.
internal sealed class Ledger
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _other = new();
    private int _rows;

    public void Held()
    {
        FltAcquireResourceShared(_resource);
        Append();
        FltReleaseResource(_resource);
    }

    public void NotHeld()
    {
        {|DDI5003:Append()|};
    }

    public void AnotherHeld()
    {
        FltAcquireResourceShared(_other);
        {|DDI5003:Append()|};
        FltReleaseResource(_other);
    }

    public void SharedIsNotExclusive()
    {
        FltAcquireResourceShared(_resource);
        {|DDI5003:Truncate()|};
        FltReleaseResource(_resource);
    }

    public void Exclusive()
    {
        FltAcquireResourceExclusive(_resource);
        Truncate();
        Append();
        FltReleaseResource(_resource);
    }

    public void MustNotHold()
    {
        FltAcquireResourceShared(_resource);
        {|DDI5003:Flush()|};
        FltReleaseResource(_resource);
    }

    public void DoesNotHold()
    {
        FltAcquireResourceShared(_resource);
        _rows++;
        FltReleaseResource(_resource);
        Flush();
    }

    [RequiresLockHeld("_resource")]
    private void Append() => _rows++;

    [RequiresExclusiveLockHeld("_resource")]
    private void Truncate() => _rows = 0;

    [RequiresLockNotHeld("_resource")]
    private void Flush()
    {
        FltAcquireResourceExclusive(_resource);
        _rows--;
        FltReleaseResource(_resource);
    }
}
