// The lock that is forgotten is released instead of another one that is not held.
internal sealed class Dcb
{
    private readonly ERESOURCE _main = new();
    private readonly ERESOURCE _paging = new();
    private EX_PUSH_LOCK _names;
    private EX_PUSH_LOCK _ranges;
    private int _children;

    public void OtherResource()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_main);
        _children++;
        ExReleaseResourceAndLeaveCriticalRegion(_main); // the last child
    }

    public void OtherPushLock()
    {
        FltAcquirePushLockShared(ref _names);
        try
        {
            _children++;
        }
        finally
        {
            FltReleasePushLock(ref _names);
        }
    }

    // Two are forgotten, one is meant: nobody can tell which.
    public void OneOfTwo(ERESOURCE other)
    {
        {|DDI2002:FltAcquireResourceShared(_main)|};
        {|DDI2002:FltAcquireResourceShared(_paging)|};
        {|DDI2001:FltReleaseResource(other)|};
    }
}
