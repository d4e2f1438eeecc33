// A region ends with its own partner only.
internal sealed class Shutdown
{
    private readonly ERESOURCE _resource = new();
    private bool _done;

    public void GuardedLeaveForCriticalEnter()
    {
        {|DDI1003:KeEnterCriticalRegion()|};
        _done = true;
        {|DDI1004:KeLeaveGuardedRegion()|};
    }

    public void LoweringIsNoLeave()
    {
        KeRaiseIrql(APC_LEVEL, out byte old);
        {|DDI1003:KeEnterCriticalRegion()|};
        _done = true;
        KeLowerIrql(old);
    }

    public void FltReleaseIsNotForTheRegion()
    {
        {|DDI1003:FsRtlEnterFileSystem()|};
        FltAcquireResourceExclusive(_resource);
        _done = true;
        FltReleaseResource(_resource);
    }

    public void ExitForEnter()
    {
        KeEnterCriticalRegion();
        _done = true;
        FsRtlExitFileSystem();
    }

    public void LeaveForFsRtlEnter()
    {
        FsRtlEnterFileSystem();
        _done = true;
        KeLeaveCriticalRegion();
    }
}
