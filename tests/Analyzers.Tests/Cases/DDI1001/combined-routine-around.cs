// The region of a combined routine serves the plain acquires inside it, and only those.
internal sealed class FileTable
{
    private readonly ERESOURCE _table = new();
    private readonly ERESOURCE _entry = new();
    private int _entries;

    public void Inside()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_table);
        ExAcquireResourceExclusiveLite(_entry, true);
        _entries++;
        ExReleaseResourceLite(_entry);
        ExReleaseResourceAndLeaveCriticalRegion(_table);
    }

    public void Behind()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_table);
        _entries++;
        ExReleaseResourceAndLeaveCriticalRegion(_table);
        {|DDI1001:ExAcquireResourceExclusiveLite(_entry, true)|};
        _entries--;
        ExReleaseResourceLite(_entry);
    }

    public void OnOneSideOnly(bool locked)
    {
        if (locked)
        {
            ExEnterCriticalRegionAndAcquireResourceExclusive(_table);
        }

        {|DDI1001:ExAcquireResourceExclusiveLite(_entry, true)|};
        _entries++;
        ExReleaseResourceLite(_entry);

        if (locked)
        {
            ExReleaseResourceAndLeaveCriticalRegion(_table);
        }
    }

    public void SharedForm()
    {
        ExEnterCriticalRegionAndAcquireResourceShared(_table);
        ExAcquireResourceSharedLite(_entry, true);
        int entries = _entries;
        ExReleaseResourceLite(_entry);
        ExReleaseResourceAndLeaveCriticalRegion(_table);
        _entries = entries;
    }

    public void NestedCombined()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_table);
        ExEnterCriticalRegionAndAcquireResourceExclusive(_entry);
        _entries++;
        ExReleaseResourceAndLeaveCriticalRegion(_table);
        ExReleaseResourceAndLeaveCriticalRegion(_entry);
    }
}
