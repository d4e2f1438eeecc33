// "This parameter should be the same ERESOURCE pointer that the caller supplied ... in the previous call to
// the ExEnterCriticalRegionAndAcquireResourceExclusive routine that acquired the resource."
internal sealed class Dcb
{
    private readonly ERESOURCE _main = new();
    private readonly ERESOURCE _paging = new();
    private int _children;

    public void OtherResource()
    {
        {|DDI2002:ExEnterCriticalRegionAndAcquireResourceExclusive(_main)|};
        _children++;
        {|DDI2001:ExReleaseResourceAndLeaveCriticalRegion(_paging)|};
    }

    public void OtherObject(Dcb other)
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_main);
        ExEnterCriticalRegionAndAcquireResourceExclusive(other._paging);
        _children += other._children;
        ExReleaseResourceAndLeaveCriticalRegion(other._paging);
        ExReleaseResourceAndLeaveCriticalRegion(_main);
    }

    public void ThroughALocal()
    {
        ERESOURCE resource = _main;
        ExEnterCriticalRegionAndAcquireResourceExclusive(resource);
        _children++;
        ExReleaseResourceAndLeaveCriticalRegion(_main);
    }

    public void EitherOfTwo(bool paging)
    {
        ERESOURCE resource = paging ? _paging : _main;
        ExEnterCriticalRegionAndAcquireResourceExclusive(resource);
        _children++;
        ExReleaseResourceAndLeaveCriticalRegion(resource);
    }
}
