//! rules DDI1011
// Enter and acquire, release and leave: two become one on every path.
internal sealed class ExportTable
{
    private readonly ERESOURCE _table = new();
    private int _entries;

    public int TwoExits(int limit)
    {
        // The table first.
        ExEnterCriticalRegionAndAcquireResourceExclusive(_table);

        if (_entries >= limit)
        {
            ExReleaseResourceAndLeaveCriticalRegion(_table);
            return -1;
        }

        int entries = ++_entries;
        ExReleaseResourceAndLeaveCriticalRegion(_table);
        return entries;
    }

    public int InFinally()
    {
        ExEnterCriticalRegionAndAcquireResourceShared(_table);
        try
        {
            return _entries;
        }
        finally
        {
            ExReleaseResourceAndLeaveCriticalRegion(_table);
        }
    }
}
