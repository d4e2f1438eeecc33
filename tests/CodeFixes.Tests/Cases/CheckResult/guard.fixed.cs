// Used and released only if acquired.
internal sealed class Fcb
{
    private readonly ERESOURCE _resource = new();
    private int _count;

    public void Ignored()
    {
        KeEnterCriticalRegion();
        // Must not wait here.
        if (ExAcquireResourceExclusiveLite(_resource, Wait: false))
        {
            _count++;
            ExReleaseResourceLite(_resource);
        }

        KeLeaveCriticalRegion();
    }

    public int UsedAfterwards()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_resource);
        int count = _count;
        ExReleaseResourceAndLeaveCriticalRegion(_resource);
        return count;
    }

    public bool ReleasedAnyway()
    {
        KeEnterCriticalRegion();
        bool taken = ExAcquireResourceExclusiveLite(_resource, false);
        if (taken)
        {
            _count++;
        }

        if (taken)
        {
            ExReleaseResourceLite(_resource);
        }

        KeLeaveCriticalRegion();
        return taken;
    }

    public bool ReleasedWhereItFailed()
    {
        KeEnterCriticalRegion();
        if (ExAcquireResourceExclusiveLite(_resource, false))
        {
            _count++;
            ExReleaseResourceLite(_resource);
            KeLeaveCriticalRegion();
            return true;
        }

        KeLeaveCriticalRegion();
        return false;
    }
}
