// "first releases the specified resource, and then leaves the critical region": after it there is nothing to release and no region to leave.
internal sealed class MountTable
{
    private readonly ERESOURCE _table = new();
    private int _mounted;

    public void LeavesAgain()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_table);
        _mounted++;
        ExReleaseResourceAndLeaveCriticalRegion(_table);
        {|DDI1002:KeLeaveCriticalRegion()|};
    }

    public void ReleasesAgain()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_table);
        _mounted--;
        ExReleaseResourceAndLeaveCriticalRegion(_table);
        {|DDI2001:ExReleaseResourceAndLeaveCriticalRegion(_table)|};
    }

    public void AcquiresPlainAfterwards()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_table);
        _mounted--;
        ExReleaseResourceAndLeaveCriticalRegion(_table);
        {|DDI1001:ExAcquireResourceSharedLite(_table, true)|};
        _mounted++;
        ExReleaseResourceLite(_table);
    }

    public void OuterRegionIsStillThere()
    {
        KeEnterCriticalRegion();
        ExEnterCriticalRegionAndAcquireResourceExclusive(_table);
        _mounted++;
        ExReleaseResourceAndLeaveCriticalRegion(_table);
        ExAcquireResourceSharedLite(_table, true);
        _mounted++;
        ExReleaseResourceLite(_table);
        KeLeaveCriticalRegion();
    }

    public void Twice()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_table);
        _mounted++;
        ExReleaseResourceAndLeaveCriticalRegion(_table);
        ExEnterCriticalRegionAndAcquireResourceExclusive(_table);
        _mounted--;
        ExReleaseResourceAndLeaveCriticalRegion(_table);
    }
}
