// One leave more than enters.
internal sealed class QueryDispatch
{
    private readonly ERESOURCE _resource = new();
    private int _queries;

    public void Lone()
    {
        _queries++;
        {|DDI1002:KeLeaveCriticalRegion()|};
    }

    public void LoneExit()
    {
        _queries++;
        {|DDI1002:FsRtlExitFileSystem()|};
    }

    public void AfterCombinedRelease()
    {
        KeEnterCriticalRegion();
        ExEnterCriticalRegionAndAcquireResourceExclusive(_resource);
        _queries++;
        ExReleaseResourceAndLeaveCriticalRegion(_resource);
        KeLeaveCriticalRegion();
        {|DDI1002:KeLeaveCriticalRegion()|};
    }

    public void InsideAGuardedRegion()
    {
        // The counters are independent: a guarded region does not feed a critical leave.
        KeEnterGuardedRegion();
        _queries++;
        {|DDI1002:KeLeaveCriticalRegion()|};
        KeLeaveGuardedRegion();
    }

    public void AtApcLevel()
    {
        KeRaiseIrql(APC_LEVEL, out byte old);
        _queries++;
        {|DDI1002:KeLeaveCriticalRegion()|};
        KeLowerIrql(old);
    }

    public void ThreeAndThree()
    {
        KeEnterCriticalRegion();
        FsRtlEnterFileSystem();
        KeEnterCriticalRegion();
        _queries++;
        FsRtlExitFileSystem();
        KeLeaveCriticalRegion();
        FsRtlExitFileSystem();
    }
}
