// The second acquire hides behind a loop, a copy or a converted hold.
internal sealed class Stripe
{
    public readonly ERESOURCE Resource = new();

    public ERESOURCE Alias => Resource;
}

internal sealed class Striped
{
    private readonly Stripe _stripe = new();
    private int _rounds;

    public void LoopForgetsTheRelease(int[] work)
    {
        bool held = false;
        foreach (int item in work)
        {
            {|DDI2004:FltAcquireResourceExclusive(_stripe.Resource)|};
            held = true;
            _rounds += item;
        }

        if (held)
        {
            FltReleaseResource(_stripe.Resource);
        }
    }

    public void LoopAcquiresOnce(int[] work)
    {
        bool held = false;
        foreach (int item in work)
        {
            if (!held)
            {
                FltAcquireResourceExclusive(_stripe.Resource);
                held = true;
            }

            _rounds += item;
        }

        if (held)
        {
            FltReleaseResource(_stripe.Resource);
        }
    }

    public void ThroughTheAlias()
    {
        FltAcquireResourceExclusive(_stripe.Resource);
        {|DDI2004:FltAcquireResourceExclusive(_stripe.Alias)|};
        _rounds++;
        FltReleaseResource(_stripe.Alias);
        FltReleaseResource(_stripe.Resource);
    }

    public void ThroughALocal()
    {
        ERESOURCE resource = _stripe.Resource;
        FltAcquireResourceExclusive(_stripe.Resource);
        {|DDI2004:FltAcquireResourceExclusive(resource)|};
        _rounds++;
        FltReleaseResource(resource);
        FltReleaseResource(resource);
    }

    public void LoopReleases(int[] work)
    {
        foreach (int item in work)
        {
            FltAcquireResourceExclusive(_stripe.Alias);
            _rounds += item;
            FltReleaseResource(_stripe.Resource);
        }
    }
}
