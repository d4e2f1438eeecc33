// Enter, followed at once by a waiting acquire, with the pair undone together.
internal sealed class ExportTable
{
    private readonly ERESOURCE _table = new();
    private int _entries;

    public void Exclusive()
    {
        {|DDI1011:KeEnterCriticalRegion()|};
        ExAcquireResourceExclusiveLite(_table, true);
        _entries++;
        ExReleaseResourceLite(_table);
        KeLeaveCriticalRegion();
    }

    public int InFinally()
    {
        {|DDI1011:KeEnterCriticalRegion()|};
        ExAcquireResourceExclusiveLite(_table, true);
        try
        {
            return ++_entries;
        }
        finally
        {
            ExReleaseResourceLite(_table);
            KeLeaveCriticalRegion();
        }
    }

    public int TwoExits(int limit)
    {
        {|DDI1011:KeEnterCriticalRegion()|};
        ExAcquireResourceExclusiveLite(_table, true);
        if (_entries >= limit)
        {
            ExReleaseResourceLite(_table);
            KeLeaveCriticalRegion();
            return -1;
        }

        int entries = ++_entries;
        ExReleaseResourceLite(_table);
        KeLeaveCriticalRegion();
        return entries;
    }

    public void AlreadyCombined()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_table);
        _entries++;
        ExReleaseResourceAndLeaveCriticalRegion(_table);
    }
}
