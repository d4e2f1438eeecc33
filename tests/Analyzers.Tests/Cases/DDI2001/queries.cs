// Asking the resource itself whether it is held.
internal sealed class Teardown
{
    private readonly ERESOURCE _resource = new();
    private int _phase;

    public void ReleasesIfStillHeld(int phase)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        if (phase > _phase)
        {
            _phase = phase;
            ExReleaseResourceLite(_resource);
        }

        if (ExIsResourceAcquiredExclusiveLite(_resource))
        {
            ExReleaseResourceLite(_resource);
        }

        KeLeaveCriticalRegion();
    }

    public void ReleasesUntilFree()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        if (_phase == 0)
        {
            ExAcquireResourceSharedLite(_resource, true);
        }

        while (ExIsResourceAcquiredSharedLite(_resource) > 0)
        {
            ExReleaseResourceLite(_resource);
        }

        KeLeaveCriticalRegion();
    }

    public void ReleasesIfNotHeld()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        _phase++;
        ExReleaseResourceLite(_resource);
        if (!ExIsResourceAcquiredExclusiveLite(_resource))
        {
            {|DDI2001:ExReleaseResourceLite(_resource)|};
        }

        KeLeaveCriticalRegion();
    }

    public void AcquiresUnlessHeld(bool reset)
    {
        bool mine = false;
        KeEnterCriticalRegion();
        if (!ExIsResourceAcquiredExclusiveLite(_resource))
        {
            ExAcquireResourceExclusiveLite(_resource, true);
            mine = true;
        }

        _phase = reset ? 0 : _phase + 1;
        if (mine)
        {
            ExReleaseResourceLite(_resource);
        }

        KeLeaveCriticalRegion();
    }
}
