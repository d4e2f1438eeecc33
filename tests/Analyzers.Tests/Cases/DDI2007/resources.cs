// Partners of another family.
internal sealed class Handles
{
    private readonly ERESOURCE _resource = new();
    private int _count;

    public void FltThenPlain()
    {
        FltAcquireResourceExclusive(_resource);
        _count++;
        {|DDI2007:ExReleaseResourceLite(_resource)|};
    }

    public void FltThenPlainAndLeave()
    {
        FltAcquireResourceExclusive(_resource);
        _count++;
        {|DDI2007:ExReleaseResourceLite(_resource)|};
        KeLeaveCriticalRegion();
    }

    public void PlainThenFlt()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        _count++;
        {|DDI2007:FltReleaseResource(_resource)|};
        KeLeaveCriticalRegion();
    }

    public void CombinedThenFlt()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_resource);
        _count++;
        {|DDI2007:FltReleaseResource(_resource)|};
    }

    public void FltThenCombined()
    {
        FltAcquireResourceShared(_resource);
        _count++;
        {|DDI2007:ExReleaseResourceAndLeaveCriticalRegion(_resource)|};
    }

    public void ForThreadOfAFltHold()
    {
        FltAcquireResourceShared(_resource);
        _count++;
        {|DDI2007:ExReleaseResourceForThreadLite(_resource, ExGetCurrentResourceThread())|};
        KeLeaveCriticalRegion();
    }

    public void ForThreadOfAPlainHold()
    {
        KeEnterCriticalRegion();
        ExAcquireSharedWaitForExclusive(_resource, true);
        _count++;
        ExReleaseResourceForThreadLite(_resource, ExGetCurrentResourceThread());
        KeLeaveCriticalRegion();
    }

    public void AnyExecutiveAcquire(int kind)
    {
        KeEnterCriticalRegion();
        _ = kind switch
        {
            0 => ExAcquireResourceExclusiveLite(_resource, true),
            1 => ExAcquireResourceSharedLite(_resource, true),
            2 => ExAcquireSharedStarveExclusive(_resource, true),
            _ => ExAcquireSharedWaitForExclusive(_resource, true),
        };
        _count++;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }
}
