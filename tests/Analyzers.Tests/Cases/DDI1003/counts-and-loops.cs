// Depth must balance, whatever the shape.
internal sealed class Enumerator
{
    private readonly ERESOURCE _resource = new();
    private int _position;

    public void FltPairLeavesItsOwnLevelOnly()
    {
        {|DDI1003:KeEnterCriticalRegion()|};
        FltAcquireResourceShared(_resource);
        _position++;
        FltReleaseResource(_resource);
    }

    public int BreakSkipsTheLeave(int[] ids)
    {
        int seen = 0;
        foreach (int id in ids)
        {
            {|DDI1003:KeEnterCriticalRegion()|};
            if (id < 0)
            {
                break;
            }

            seen++;
            KeLeaveCriticalRegion();
        }

        return seen;
    }

    public int BreakLeavesFirst(int[] ids)
    {
        int seen = 0;
        foreach (int id in ids)
        {
            KeEnterCriticalRegion();
            if (id < 0)
            {
                KeLeaveCriticalRegion();
                break;
            }

            seen++;
            KeLeaveCriticalRegion();
        }

        return seen;
    }

    public void LeftInTheLoopTail(int[] ids)
    {
        int i = 0;
        KeEnterCriticalRegion();
        while (i < ids.Length)
        {
            _position = ids[i++];
            KeLeaveCriticalRegion();
            KeEnterCriticalRegion();
        }

        KeLeaveCriticalRegion();
    }

    public bool DoWhileUntilTaken()
    {
        bool taken;
        do
        {
            KeEnterCriticalRegion();
            taken = ExAcquireResourceExclusiveLite(_resource, false);
            if (!taken)
            {
                KeLeaveCriticalRegion();
                Thread.Yield();
            }
        }
        while (!taken);

        _position = 0;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
        return true;
    }

    public void EnteredPerLevel(int depth)
    {
        for (int i = 0; i < 3; i++)
        {
            KeEnterCriticalRegion();
            _position += depth;
            KeLeaveCriticalRegion();
        }
    }
}
