// First release, then leave.
internal sealed class Fcb
{
    private readonly ERESOURCE _main = new();
    private long _size;

    public void Swapped(long size)
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_main);
        _size = size;
        ExReleaseResourceAndLeaveCriticalRegion(_main);
        // done
    }

    public void SameLine(long size)
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_main);
        _size = size;
        ExReleaseResourceAndLeaveCriticalRegion(_main); // both
    }

    public void OneBetween(long size)
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_main);
        _size = size;
        ExReleaseResourceAndLeaveCriticalRegion(_main);
    }
}
