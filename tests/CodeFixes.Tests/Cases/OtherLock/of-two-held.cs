// Two locks are held and one is released twice: the first of the two meant the other.
internal sealed class Vnode
{
    private readonly ERESOURCE _main = new();
    private readonly ERESOURCE _paging = new();
    private EX_PUSH_LOCK _names;
    private long _size;

    public void Grow(long size)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_main, true);
        {|DDI2002:ExAcquireResourceExclusiveLite(_paging, true)|};
        _size = size;
        ExReleaseResourceLite(_main);
        {|DDI2001:ExReleaseResourceLite(_main)|};
        KeLeaveCriticalRegion();
    }
}
