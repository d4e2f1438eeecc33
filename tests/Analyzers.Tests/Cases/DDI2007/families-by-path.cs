// Each path has its own family; the release must follow.
internal sealed class Dispatch
{
    private readonly ERESOURCE _resource = new();
    private int _count;

    public void FlagPicksBoth(bool filter)
    {
        if (filter)
        {
            FltAcquireResourceExclusive(_resource);
        }
        else
        {
            ExEnterCriticalRegionAndAcquireResourceExclusive(_resource);
        }

        _count++;
        if (filter)
        {
            FltReleaseResource(_resource);
        }
        else
        {
            ExReleaseResourceAndLeaveCriticalRegion(_resource);
        }
    }

    public void FlagPicksOneOnly(bool filter)
    {
        if (filter)
        {
            FltAcquireResourceExclusive(_resource);
        }
        else
        {
            ExEnterCriticalRegionAndAcquireResourceExclusive(_resource);
        }

        _count++;
        {|DDI2007:FltReleaseResource(_resource)|};
    }

    public void NestedHoldsOfTwoFamilies()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        FltAcquireResourceShared(_resource);
        _count++;
        FltReleaseResource(_resource);
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }

    public void OneFamilyAfterTheOther()
    {
        FltAcquireResourceShared(_resource);
        _count++;
        FltReleaseResource(_resource);
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        _count++;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }
}
