// Code that asks whether delivery is off before it enters a region of its own.
internal sealed class Allocator
{
    private readonly ERESOURCE _resource = new();
    private long _used;

    public void EntersUnlessDisabled()
    {
        bool entered = false;
        if (!KeAreApcsDisabled())
        {
            KeEnterCriticalRegion();
            entered = true;
        }

        ExAcquireResourceExclusiveLite(_resource, true);
        _used++;
        ExReleaseResourceLite(_resource);
        if (entered)
        {
            KeLeaveCriticalRegion();
        }
    }

    public bool RefusesUnlessDisabled()
    {
        if (!KeAreApcsDisabled() && !KeAreAllApcsDisabled())
        {
            return false;
        }

        ExAcquireResourceSharedLite(_resource, true);
        _used++;
        ExReleaseResourceLite(_resource);
        return true;
    }

    public bool AsksTheWrongWayRound()
    {
        if (KeAreApcsDisabled())
        {
            return false;
        }

        {|DDI1001:ExAcquireResourceSharedLite(_resource, true)|};
        _used++;
        ExReleaseResourceLite(_resource);
        return true;
    }
}
