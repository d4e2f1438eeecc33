// A lock that was acquired is not null, nor is a copy of the reference to it.
public sealed class NotNull
{
    private ERESOURCE? _r;
    private bool _k;

    public void Copied(ERESOURCE? r)
    {
        ERESOURCE? same = r;
        FltAcquireResourceExclusive(r!);
        if (same is null)
        {
            return;
        }

        FltReleaseResource(same);
    }

    public void Unrelated(ERESOURCE r)
    {
        {|DDI2002:FltAcquireResourceExclusive(r)|};
        if (_r != null)
        {
            FltReleaseResource(r);
        }
    }

    public void Flag(ERESOURCE r, bool b)
    {
        _k = b;
        if (b)
        {
            FltAcquireResourceExclusive(r);
        }

        if (_k)
        {
            FltReleaseResource(r);
        }
    }
}
