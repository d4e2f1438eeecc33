// The routine permits it, the rule does not: one resource acquired exclusively twice.
internal sealed class Vcb
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _other = new();
    private int _count;

    public void PlainTwice()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        {|DDI2004:ExAcquireResourceExclusiveLite(_resource, true)|};
        _count++;
        ExReleaseResourceLite(_resource);
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }

    public void FltTwice()
    {
        FltAcquireResourceExclusive(_resource);
        {|DDI2004:FltAcquireResourceExclusive(_resource)|};
        _count++;
        FltReleaseResource(_resource);
        FltReleaseResource(_resource);
    }

    public void CombinedTwice()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_resource);
        {|DDI2004:ExEnterCriticalRegionAndAcquireResourceExclusive(_resource)|};
        _count++;
        ExReleaseResourceAndLeaveCriticalRegion(_resource);
        ExReleaseResourceAndLeaveCriticalRegion(_resource);
    }

    public void OnOnePath(bool deep)
    {
        FltAcquireResourceExclusive(_resource);
        if (deep)
        {
            {|DDI2004:FltAcquireResourceExclusive(_resource)|};
            _count++;
            FltReleaseResource(_resource);
        }

        FltReleaseResource(_resource);
    }

    public void TwoResources()
    {
        FltAcquireResourceExclusive(_resource);
        FltAcquireResourceExclusive(_other);
        _count++;
        FltReleaseResource(_other);
        FltReleaseResource(_resource);
    }

    public void OneAfterTheOther()
    {
        FltAcquireResourceExclusive(_resource);
        _count++;
        FltReleaseResource(_resource);
        FltAcquireResourceExclusive(_resource);
        _count--;
        FltReleaseResource(_resource);
    }
}
