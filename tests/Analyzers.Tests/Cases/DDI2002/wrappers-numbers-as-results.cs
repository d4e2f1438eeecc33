// A helper says in a number what it acquired.
internal enum Taken
{
    None,
    Main,
    Both,
}

internal sealed class NumberedResults
{
    private readonly ERESOURCE _main = new();
    private readonly ERESOURCE _paging = new();
    private int _n;

    private int One()
    {
        if (!ExAcquireResourceExclusiveLite(_main, false))
        {
            return 0;
        }

        return 1;
    }

    public void IsOne()
    {
        KeEnterCriticalRegion();
        int n = One();
        if (n == 1)
        {
            ExReleaseResourceLite(_main);
        }

        KeLeaveCriticalRegion();
    }

    public void IsMoreThanZero()
    {
        KeEnterCriticalRegion();
        if (One() > 0)
        {
            ExReleaseResourceLite(_main);
        }

        KeLeaveCriticalRegion();
    }

    public void IsTwoByMistake()
    {
        KeEnterCriticalRegion();
        int n = {|DDI2002:One()|};
        if (n == 2)
        {
            ExReleaseResourceLite(_main);
        }

        KeLeaveCriticalRegion();
    }

    private Taken ByValue(bool both)
    {
        if (!ExAcquireResourceExclusiveLite(_main, false))
        {
            return Taken.None;
        }

        if (!both)
        {
            return Taken.Main;
        }

        ExAcquireResourceSharedLite(_paging, true);
        return Taken.Both;
    }

    public void ThreeWays(bool both)
    {
        KeEnterCriticalRegion();
        Taken taken = ByValue(both);
        _n++;
        if (taken == Taken.Both)
        {
            ExReleaseResourceLite(_paging);
        }

        if (taken == Taken.Both || taken == Taken.Main)
        {
            ExReleaseResourceLite(_main);
        }

        KeLeaveCriticalRegion();
    }

    public void ThreeWaysBySwitch(bool both)
    {
        KeEnterCriticalRegion();
        switch (ByValue(both))
        {
            case Taken.Both:
                ExReleaseResourceLite(_paging);
                ExReleaseResourceLite(_main);
                break;
            case Taken.Main:
                ExReleaseResourceLite(_main);
                break;
        }

        KeLeaveCriticalRegion();
    }

    public void OneWayForgotten(bool both)
    {
        KeEnterCriticalRegion();
        Taken taken = {|DDI2002:ByValue(both)|};
        if (taken == Taken.Both)
        {
            ExReleaseResourceLite(_paging);
            ExReleaseResourceLite(_main);
        }

        KeLeaveCriticalRegion();
    }

    private int ByFlag(bool both)
    {
        int mode = 1;
        ExAcquireResourceExclusiveLite(_main, true);
        if (both)
        {
            ExAcquireResourceExclusiveLite(_paging, true);
            mode = 2;
        }

        return mode;
    }

    public void TwoOrOne(bool both)
    {
        KeEnterCriticalRegion();
        int mode = ByFlag(both);
        if (mode == 2)
        {
            ExReleaseResourceLite(_paging);
        }

        ExReleaseResourceLite(_main);
        KeLeaveCriticalRegion();
    }

    // One helper further up the number becomes a status.
    private NTSTATUS AsStatus()
    {
        int n = One();
        return n == 1 ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
    }

    public void StatusOfANumber()
    {
        KeEnterCriticalRegion();
        NTSTATUS status = AsStatus();
        if (NT_SUCCESS(status))
        {
            ExReleaseResourceLite(_main);
        }

        KeLeaveCriticalRegion();
    }

    private void TryInto(out int result)
    {
        result = ExAcquireResourceExclusiveLite(_main, false) ? 7 : 3;
    }

    public void InAnOutParameter()
    {
        KeEnterCriticalRegion();
        TryInto(out int result);
        if (result == 7)
        {
            ExReleaseResourceLite(_main);
        }

        KeLeaveCriticalRegion();
    }
}
