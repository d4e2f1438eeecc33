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
        FltReleaseResource(_resource);
    }

    public void CombinedThenFlt()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_resource);
        _count++;
        ExReleaseResourceAndLeaveCriticalRegion(_resource);
    }

    public void PlainThenCombined()
    {
        ExEnterCriticalRegionAndAcquireResourceShared(_resource);
        _count++;
        ExReleaseResourceAndLeaveCriticalRegion(_resource);
    }

    public void SharedThenExclusive()
    {
        KeEnterCriticalRegion();
        ExAcquirePushLockShared(ref _names);
        _count++;
        ExReleasePushLockShared(ref _names);
        KeLeaveCriticalRegion();
    }
}
