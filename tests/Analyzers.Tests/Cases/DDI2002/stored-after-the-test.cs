// A member is what was stored into it from then on only: the test before the store is a real one.
public sealed class Power
{
    public ERESOURCE Lock = new();
    public int State;
    public object? Owner;
}

public static class Changes
{
    public static void Set(Power power, int state)
    {
        {|DDI2002:FltAcquireResourceExclusive(power.Lock)|};
        if (power.State != state)
        {
            power.State = state;
            return;
        }

        FltReleaseResource(power.Lock);
    }

    public static void SetRight(Power power, int state)
    {
        FltAcquireResourceExclusive(power.Lock);
        if (power.State != state)
        {
            power.State = state;
            FltReleaseResource(power.Lock);
            return;
        }

        FltReleaseResource(power.Lock);
    }

    public static bool Claim(Power power, object owner)
    {
        {|DDI2002:FltAcquireResourceExclusive(power.Lock)|};
        if (power.Owner == owner)
        {
            FltReleaseResource(power.Lock);
            return true;
        }

        power.Owner = owner;
        return false;
    }
}
