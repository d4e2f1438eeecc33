// A method is changed only if all that reach it are right afterwards, in other documents too, however many methods lie between.
internal static class Low
{
    internal static readonly ERESOURCE Resource = new();
    internal static readonly ERESOURCE Other = new();

    internal static void Give()
    {
        FltReleaseResource(Resource);
    }

    internal static void GiveOther()
    {
        ExReleaseResourceAndLeaveCriticalRegion(Other);
    }
}

internal static class Middle
{
    internal static void Finish()
    {
        Low.Give();
    }

    internal static void FinishOther()
    {
        Low.GiveOther();
    }
}

public static class Entry
{
    public static void Run()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(Low.Resource);
        {|DDI2007:Middle.Finish()|};
    }

    public static void RunOther()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(Low.Other);
        Middle.FinishOther();
    }
}
//! file Elsewhere.cs
public static class Elsewhere
{
    // Right as it is: a release changed for the other caller would be wrong here.
    public static void Run()
    {
        FltAcquireResourceExclusive(Low.Resource);
        Middle.Finish();
    }
}
