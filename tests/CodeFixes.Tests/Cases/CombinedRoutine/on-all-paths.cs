//! rules DDI1011
// Enter and acquire, release and leave: two become one on every path.
internal sealed class ExportTable
{
    private readonly ERESOURCE _table = new();
    private int _entries;

    public int TwoExits(int limit)
    {
        // The table first.
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

    public int InFinally()
    {
        {|DDI1011:KeEnterCriticalRegion()|};
        ExAcquireResourceSharedLite(_table, true);
        try
        {
            return _entries;
        }
        finally
        {
            ExReleaseResourceLite(_table);
            KeLeaveCriticalRegion();
        }
    }
}
