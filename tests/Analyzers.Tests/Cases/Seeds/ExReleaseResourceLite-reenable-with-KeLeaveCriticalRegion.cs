// "... at which point it can be reenabled by calling KeLeaveCriticalRegion": what was entered is left, once, by its partner.
internal sealed class OplockState
{
    private readonly ERESOURCE _lock = new();
    private int _breaks;

    public void ForgetsTheLeave()
    {
        {|DDI1003:KeEnterCriticalRegion()|};
        ExAcquireResourceExclusiveLite(_lock, true);
        _breaks++;
        ExReleaseResourceLite(_lock);
    }

    public bool ForgetsTheLeaveWhenIdle()
    {
        {|DDI1003:KeEnterCriticalRegion()|};
        ExAcquireResourceExclusiveLite(_lock, true);
        if (_breaks == 0)
        {
            ExReleaseResourceLite(_lock);
            return false;
        }

        _breaks--;
        ExReleaseResourceLite(_lock);
        KeLeaveCriticalRegion();
        return true;
    }

    public void LeavesTwice()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_lock, true);
        _breaks = 0;
        ExReleaseResourceLite(_lock);
        KeLeaveCriticalRegion();
        {|DDI1002:KeLeaveCriticalRegion()|};
    }

    public void FsRtlIsTheSameOperation()
    {
        FsRtlEnterFileSystem();
        ExAcquireResourceExclusiveLite(_lock, true);
        _breaks = 0;
        ExReleaseResourceLite(_lock);
        KeLeaveCriticalRegion();
    }
}
