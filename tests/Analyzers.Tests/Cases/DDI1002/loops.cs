// Leaves that a loop repeats.
internal sealed class Scanner
{
    private readonly ERESOURCE _resource = new();
    private int _next;

    public void EnteredOnceLeftEachRound(int[] ids)
    {
        // No round: never left. Two rounds: left twice.
        {|DDI1003:KeEnterCriticalRegion()|};
        foreach (int id in ids)
        {
            _next = id;
            {|DDI1002:KeLeaveCriticalRegion()|};
        }
    }

    public void EachRoundItsOwn(int[] ids)
    {
        foreach (int id in ids)
        {
            KeEnterCriticalRegion();
            ExAcquireResourceExclusiveLite(_resource, true);
            _next = id;
            ExReleaseResourceLite(_resource);
            KeLeaveCriticalRegion();
        }
    }

    public void ContinueLeavesToo(int[] ids)
    {
        foreach (int id in ids)
        {
            KeEnterCriticalRegion();
            if (id == 0)
            {
                KeLeaveCriticalRegion();
                continue;
            }

            _next = id;
            KeLeaveCriticalRegion();
        }
    }

    public void BreakThenLeave(int[] ids)
    {
        KeEnterCriticalRegion();
        foreach (int id in ids)
        {
            if (id == 0)
            {
                KeLeaveCriticalRegion();
                break;
            }

            _next = id;
        }

        {|DDI1002:KeLeaveCriticalRegion()|};
    }

    public bool LeftInTheExitingRound(int[] ids)
    {
        KeEnterCriticalRegion();
        for (int i = 0; ; i++)
        {
            if (i == ids.Length)
            {
                KeLeaveCriticalRegion();
                return false;
            }

            if (ids[i] == _next)
            {
                break;
            }
        }

        KeLeaveCriticalRegion();
        return true;
    }
}
