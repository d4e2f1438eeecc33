// All locks of an unchanged collection are taken, and then given back.
internal sealed class Stripe
{
    public readonly ERESOURCE Lock = new();
    public int Count;
}

internal sealed class Striped
{
    private readonly Stripe[] _stripes = [new(), new(), new(), new()];
    private readonly ERESOURCE _all = new();

    public int SumArray()
    {
        int sum = 0;
        foreach (Stripe stripe in _stripes)
        {
            FltAcquireResourceShared(stripe.Lock);
        }

        foreach (Stripe stripe in _stripes)
        {
            sum += stripe.Count;
        }

        foreach (Stripe stripe in _stripes)
        {
            FltReleaseResource(stripe.Lock);
        }

        return sum;
    }

    public int SumBackwards()
    {
        int sum = 0;
        for (int i = 0; i < _stripes.Length; i++)
        {
            FltAcquireResourceShared(_stripes[i].Lock);
            sum += _stripes[i].Count;
        }

        for (int i = _stripes.Length - 1; i >= 0; i--)
        {
            FltReleaseResource(_stripes[i].Lock);
        }

        return sum;
    }

    public int SumForgotten()
    {
        int sum = 0;
        foreach (Stripe stripe in _stripes)
        {
            {|DDI2002:FltAcquireResourceShared(stripe.Lock)|};
            sum += stripe.Count;
        }

        return sum;
    }

    public int SumForgottenOnOnePath(bool exact)
    {
        int sum = 0;
        foreach (Stripe stripe in _stripes)
        {
            {|DDI2002:FltAcquireResourceShared(stripe.Lock)|};
            sum += stripe.Count;
        }

        if (!exact)
        {
            return sum / 2;
        }

        foreach (Stripe stripe in _stripes)
        {
            FltReleaseResource(stripe.Lock);
        }

        return sum;
    }

    public void OneAtATime()
    {
        foreach (Stripe stripe in _stripes)
        {
            FltAcquireResourceExclusive(stripe.Lock);
            stripe.Count = 0;
            FltReleaseResource(stripe.Lock);
        }
    }

    public void ParameterList(List<Stripe> stripes)
    {
        FltAcquireResourceExclusive(_all);
        for (int i = 0; i < stripes.Count; i++)
        {
            FltAcquireResourceExclusive(stripes[i].Lock);
        }

        for (int i = 0; i < stripes.Count; i++)
        {
            stripes[i].Count++;
            FltReleaseResource(stripes[i].Lock);
        }

        FltReleaseResource(_all);
    }
}
