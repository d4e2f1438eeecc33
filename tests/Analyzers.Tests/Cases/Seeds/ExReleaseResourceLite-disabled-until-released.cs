// "Delivery must remain disabled until the resource is released."
internal sealed class VolumeBitmap
{
    private readonly ERESOURCE _bitmap = new();
    private uint _free;

    public uint LeavesTooEarly()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_bitmap, true);
        uint free = _free;
        {|DDI1006:KeLeaveCriticalRegion()|};
        ExReleaseResourceLite(_bitmap);
        return free;
    }

    public uint LeavesTooEarlyOnOnePath(bool exact)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_bitmap, true);
        uint free = _free;
        if (!exact)
        {
            {|DDI1006:KeLeaveCriticalRegion()|};
            ExReleaseResourceLite(_bitmap);
            return free & ~0xFFu;
        }

        ExReleaseResourceLite(_bitmap);
        KeLeaveCriticalRegion();
        return free;
    }

    public uint InnerRegionMayEnd()
    {
        KeEnterCriticalRegion();
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_bitmap, true);
        uint free = _free;
        KeLeaveCriticalRegion();
        ExReleaseResourceLite(_bitmap);
        KeLeaveCriticalRegion();
        return free;
    }

    public uint AnotherMechanismTakesOver()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_bitmap, true);
        KeEnterGuardedRegion();
        KeLeaveCriticalRegion();
        uint free = _free;
        ExReleaseResourceLite(_bitmap);
        KeLeaveGuardedRegion();
        return free;
    }
}
