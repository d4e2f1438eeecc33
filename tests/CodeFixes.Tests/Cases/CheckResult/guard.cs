// Used and released only if acquired.
internal sealed class Fcb
{
    private readonly ERESOURCE _resource = new();
    private int _count;

    public void Ignored()
    {
        KeEnterCriticalRegion();
        // Must not wait here.
        {|DDI2008:ExAcquireResourceExclusiveLite(_resource, Wait: false)|};
        _count++;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }

    public int UsedAfterwards()
    {
        KeEnterCriticalRegion();
        {|DDI2008:ExAcquireResourceExclusiveLite(_resource, Wait: false)|};
        int count = _count;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
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

        {|DDI2008:ExReleaseResourceLite(_resource)|};
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

        {|DDI2008:ExReleaseResourceLite(_resource)|};
        KeLeaveCriticalRegion();
        return false;
    }
}
