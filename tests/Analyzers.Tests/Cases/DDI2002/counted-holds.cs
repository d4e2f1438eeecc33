// A counter of what is held: it starts from a constant and is counted, so its value is known.
internal sealed class CountedHolds
{
    private readonly ERESOURCE _a = new();
    private readonly ERESOURCE _b = new();
    private int _n;

    public void Up(bool take)
    {
        int held = 0;
        if (take)
        {
            FltAcquireResourceExclusive(_a);
            held++;
        }

        _n++;
        if (held > 0)
        {
            FltReleaseResource(_a);
        }
    }

    public void ByAddition(bool take)
    {
        int held = 0;
        if (take)
        {
            FltAcquireResourceExclusive(_a);
            held += 1;
        }

        _n++;
        if (held != 0)
        {
            FltReleaseResource(_a);
        }
    }

    public void InALongForm(bool take)
    {
        int held = 0;
        if (take)
        {
            FltAcquireResourceExclusive(_a);
            held = held + 1;
        }

        _n++;
        if (held == 1)
        {
            FltReleaseResource(_a);
        }
    }

    public void TwoOfThem(bool first, bool second)
    {
        int held = 0;
        if (first)
        {
            FltAcquireResourceExclusive(_a);
            held++;
            if (second)
            {
                FltAcquireResourceExclusive(_b);
                held++;
            }
        }

        _n++;
        if (held > 1)
        {
            FltReleaseResource(_b);
        }

        if (held > 0)
        {
            FltReleaseResource(_a);
        }
    }

    public void OneTooMany(bool take)
    {
        int held = 0;
        if (take)
        {
            {|DDI2002:FltAcquireResourceExclusive(_a)|};
            held++;
        }

        _n++;
        if (held > 1)
        {
            FltReleaseResource(_a);
        }
    }

    public void Down(bool take)
    {
        int free = 1;
        if (take)
        {
            FltAcquireResourceExclusive(_a);
            free--;
        }

        _n++;
        if (free == 0)
        {
            FltReleaseResource(_a);
        }
    }

    public void CountedInALoop(int rounds)
    {
        int held = 0;
        for (int i = 0; i < rounds; i++)
        {
            if (held == 0)
            {
                FltAcquireResourceExclusive(_a);
                held++;
            }

            _n++;
        }

        if (held > 0)
        {
            FltReleaseResource(_a);
        }
    }

    public void ForgottenAfterTheLoop(int rounds)
    {
        int held = 0;
        for (int i = 0; i < rounds; i++)
        {
            if (held == 0)
            {
                {|DDI2002:FltAcquireResourceExclusive(_a)|};
                held++;
            }

            _n++;
        }

        if (held == 0)
        {
            _n--;
        }
    }

    public void Compared(bool take)
    {
        int left = 2;
        if (take)
        {
            FltAcquireResourceExclusive(_a);
            if (--left == 1)
            {
                FltReleaseResource(_a);
            }
        }

        _n = left;
    }
}
