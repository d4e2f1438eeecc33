// Regions entered and left through helpers and guards.
internal readonly ref struct RegionGuard
{
    public RegionGuard(bool guarded)
    {
        _ = guarded;
        KeEnterCriticalRegion();
    }

    public void Dispose() => KeLeaveCriticalRegion();
}

internal sealed class Regions
{
    private readonly ERESOURCE _resource = new();
    private int _value;

    public int Paired(int limit)
    {
        Enter();
        int value = _value < limit ? ++_value : -1;
        Leave();
        return value;
    }

    public int EarlyReturn(int limit)
    {
        {|DDI1003:Enter()|};
        if (_value >= limit)
        {
            return -1;
        }

        _value++;
        Leave();
        return _value;
    }

    public int GuardCoversReturns(int limit)
    {
        using var region = new RegionGuard(false);
        if (_value >= limit)
        {
            return -1;
        }

        ExAcquireResourceExclusiveLite(_resource, true);
        int value = ++_value;
        ExReleaseResourceLite(_resource);
        return value;
    }

    public int GuardForgotten(int limit)
    {
        var region = {|DDI1003:new RegionGuard(false)|};
        if (_value >= limit)
        {
            return -1;
        }

        _value++;
        region.Dispose();
        return _value;
    }

    public void ConditionalHelper(bool region)
    {
        EnterIf(region);
        _value++;
        LeaveIf(region);
    }

    public void ConditionalHelperMixedUp(bool region)
    {
        {|DDI1003:EnterIf(true)|};
        _value++;
        LeaveIf(region);
    }

    public void LeftTooOften()
    {
        Enter();
        _value++;
        Leave();
        {|DDI1002:Leave()|};
    }

    public void InPlaceLambda()
    {
        InRegion(() =>
        {
            ExAcquireResourceExclusiveLite(_resource, true);
            _value++;
            ExReleaseResourceLite(_resource);
        });
    }

    private static void Enter() => KeEnterCriticalRegion();

    private static void Leave() => KeLeaveCriticalRegion();

    private static void EnterIf(bool region)
    {
        if (region)
        {
            KeEnterCriticalRegion();
        }
    }

    private static void LeaveIf(bool region)
    {
        if (region)
        {
            KeLeaveCriticalRegion();
        }
    }

    private static void InRegion(Action action)
    {
        KeEnterCriticalRegion();
        try
        {
            action();
        }
        finally
        {
            KeLeaveCriticalRegion();
        }
    }
}
