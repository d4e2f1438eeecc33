// Two locks of the same kind taken in an order of their own: the second is the one that is not the first.
public sealed class Item
{
    public ERESOURCE Lock = new();
    public int Rank;
    public int Value;
}

public static class Pairs
{
    public static void Swap(Item a, Item b)
    {
        var first = a.Rank < b.Rank ? a : b;
        var second = ReferenceEquals(first, a) ? b : a;
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(first.Lock, true);
        ExAcquireResourceExclusiveLite(second.Lock, true);
        (a.Value, b.Value) = (b.Value, a.Value);
        ExReleaseResourceLite(second.Lock);
        ExReleaseResourceLite(first.Lock);
        KeLeaveCriticalRegion();
    }

    public static void SwapForgetful(Item a, Item b)
    {
        var first = a.Rank < b.Rank ? a : b;
        var second = object.ReferenceEquals(first, a) ? b : a;
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(first.Lock, true);
        {|DDI2002:ExAcquireResourceExclusiveLite(second.Lock, true)|};
        (a.Value, b.Value) = (b.Value, a.Value);
        ExReleaseResourceLite(first.Lock);
        KeLeaveCriticalRegion();
    }

    // The release before the second acquire was forgotten: one mistake.
    public static int Restart(Item a)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(a.Lock, true);
        while (a.Rank > 0)
        {
            a.Rank--;
            {|DDI2004:ExAcquireResourceExclusiveLite(a.Lock, true)|};
            break;
        }

        ExReleaseResourceLite(a.Lock);
        KeLeaveCriticalRegion();
        return a.Value;
    }

    public static void RestartByHelper(Item a)
    {
        Enter(a);
        a.Rank = 0;
        {|DDI2004:Enter(a)|};
        a.Value = 1;
        Leave(a);
    }

    private static void Enter(Item item)
    {
        FsRtlEnterFileSystem();
        ExAcquireResourceExclusiveLite(item.Lock, true);
    }

    private static void Leave(Item item)
    {
        ExReleaseResourceLite(item.Lock);
        FsRtlExitFileSystem();
    }
}
