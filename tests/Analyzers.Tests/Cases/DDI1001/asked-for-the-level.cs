// A driver that may be called at any level asks for it: above PASSIVE_LEVEL normal APCs are not delivered anyway.

public sealed class AskedForTheLevel
{
    private readonly ERESOURCE _resource = new();
    private int _count;

    public void EntersBelow()
    {
        bool passive = KeGetCurrentIrql() == PASSIVE_LEVEL;
        if (passive)
        {
            KeEnterCriticalRegion();
        }

        ExAcquireResourceExclusiveLite(_resource, true);
        _count++;
        ExReleaseResourceLite(_resource);
        if (passive)
        {
            KeLeaveCriticalRegion();
        }
    }

    public void EntersBelowAroundAHelper()
    {
        bool passive = KeGetCurrentIrql() == PASSIVE_LEVEL;
        if (passive)
        {
            KeEnterCriticalRegion();
        }

        try
        {
            Count();
        }
        finally
        {
            if (passive)
            {
                KeLeaveCriticalRegion();
            }
        }
    }

    public void NotBelow()
    {
        if (KeGetCurrentIrql() != PASSIVE_LEVEL)
        {
            ExAcquireResourceExclusiveLite(_resource, true);
            _count++;
            ExReleaseResourceLite(_resource);
        }
    }

    public void OnlyBelow()
    {
        if (KeGetCurrentIrql() == PASSIVE_LEVEL)
        {
            {|DDI1001:ExAcquireResourceExclusiveLite(_resource, true)|};
            _count++;
            ExReleaseResourceLite(_resource);
        }
    }

    private void Count()
    {
        ExAcquireResourceExclusiveLite(_resource, true);
        _count++;
        ExReleaseResourceLite(_resource);
    }

    // Nobody calls it yet: what it needs of its caller is not missing.
    private bool AcquireExclusive() => ExAcquireResourceExclusiveLite(_resource, true);

    private void Release() => ExReleaseResourceLite(_resource);
}
