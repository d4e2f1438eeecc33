// A loop whose rounds do not balance.
internal sealed class Purge
{
    private readonly ERESOURCE _resource = new();
    private int _purged;

    public void AcquiredOnceReleasedEachRound(int rounds)
    {
        {|DDI2002:FltAcquireResourceExclusive(_resource)|};
        for (int i = 0; i < rounds; i++)
        {
            _purged++;
            {|DDI2001:FltReleaseResource(_resource)|};
        }
    }

    public void YieldsEachRound(int rounds)
    {
        FltAcquireResourceExclusive(_resource);
        for (int i = 0; i < rounds; i++)
        {
            _purged++;
            if (i % 16 == 15)
            {
                FltReleaseResource(_resource);
                Thread.Yield();
                FltAcquireResourceExclusive(_resource);
            }
        }

        FltReleaseResource(_resource);
    }

    public void YieldsButForgetsOnLastRound(int rounds)
    {
        FltAcquireResourceExclusive(_resource);
        for (int i = 0; i < rounds; i++)
        {
            _purged++;
            FltReleaseResource(_resource);
            if (i == rounds - 1)
            {
                break;
            }

            FltAcquireResourceExclusive(_resource);
        }

        {|DDI2001:FltReleaseResource(_resource)|};
    }

    public void ReturnsWithoutTheLock(int rounds)
    {
        FltAcquireResourceExclusive(_resource);
        for (int i = 0; i < rounds; i++)
        {
            _purged++;
            FltReleaseResource(_resource);
            if (_purged > 1000)
            {
                return;
            }

            FltAcquireResourceExclusive(_resource);
        }

        FltReleaseResource(_resource);
    }

    public void FlagCarriedRoundTheLoop(int[] work)
    {
        bool held = false;
        foreach (int item in work)
        {
            if (item > 0 && !held)
            {
                FltAcquireResourceExclusive(_resource);
                held = true;
            }

            _purged += item;
            if (item < 0 && held)
            {
                FltReleaseResource(_resource);
                held = false;
            }
        }

        if (held)
        {
            FltReleaseResource(_resource);
        }
    }

    public void FlagNotCarried(int[] work)
    {
        bool held = false;
        foreach (int item in work)
        {
            if (item > 0 && !held)
            {
                FltAcquireResourceExclusive(_resource);
                held = true;
            }

            _purged += item;
            if (item < 0 && held)
            {
                {|DDI2001:FltReleaseResource(_resource)|};
            }
        }

        if (held)
        {
            {|DDI2001:FltReleaseResource(_resource)|};
        }
    }
}
