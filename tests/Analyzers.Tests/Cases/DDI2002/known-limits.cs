// True defects that need counting, keys or the shape of a heap to be seen.
internal sealed class Chain
{
    public readonly ERESOURCE Lock = new();
    public Chain Next;
}

internal sealed class Limits
{
    private readonly ERESOURCE _resource = new();
    private readonly Dictionary<string, ERESOURCE> _byName = [];
    private int _count;

    public void OneReleaseShortOfACount(int count)
    {
        for (int i = 0; i < count; i++)
        {
            {?DDI2002:FltAcquireResourceShared(_resource)?};
        }

        _count++;
        for (int i = 1; i < count; i++)
        {
            FltReleaseResource(_resource);
        }
    }

    public void LastOfTheList(Chain head)
    {
        for (Chain link = head; link != null; link = link.Next)
        {
            {?DDI2002:FltAcquireResourceShared(link.Lock)?};
        }

        for (Chain link = head; link != null && link.Next != null; link = link.Next)
        {
            FltReleaseResource(link.Lock);
        }
    }

    public void ReleasedThroughReflection(bool really)
    {
        // Correct or not depends on a name in a string.
        FltAcquireResourceShared(_resource);
        _count++;
        FltReleaseResource(_resource);
        if (really)
        {
            {?DDI2001:typeof(Ddi).GetMethod("FltReleaseResource")!.Invoke(null, [_resource])?};
        }
    }
}
