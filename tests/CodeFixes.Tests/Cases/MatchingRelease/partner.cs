// The partner of the acquire, with a leave more or less.
internal sealed class Handles
{
    private readonly ERESOURCE _resource = new();
    private EX_PUSH_LOCK _names;
    private int _count;

    public void FltThenPlainAndLeave()
    {
        FltAcquireResourceExclusive(_resource);
        _count++;
        {|DDI2007:ExReleaseResourceLite(_resource)|};
        KeLeaveCriticalRegion();
    }

    public void CombinedThenFlt()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_resource);
        _count++;
        {|DDI2007:FltReleaseResource(_resource)|};
    }

    public void PlainThenCombined()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        _count++;
        {|DDI2007:ExReleaseResourceAndLeaveCriticalRegion(_resource)|};
    }

    public void SharedThenExclusive()
    {
        KeEnterCriticalRegion();
        ExAcquirePushLockShared(ref _names);
        _count++;
        {|DDI2007:ExReleasePushLockExclusive(ref _names)|};
        KeLeaveCriticalRegion();
    }
}
