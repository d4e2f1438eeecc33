// Ways out between enter and leave.
internal sealed class CreateDispatch
{
    private readonly ERESOURCE _vcb = new();
    private int _opens;
    private bool _locked;

    public int ForgottenOnError(int access)
    {
        {|DDI1003:KeEnterCriticalRegion()|};
        if (access == 0)
        {
            return -1;
        }

        _opens++;
        KeLeaveCriticalRegion();
        return 0;
    }

    public int ForgottenInOneOfMany(int access, int share)
    {
        {|DDI1003:KeEnterCriticalRegion()|};
        ExAcquireResourceExclusiveLite(_vcb, true);
        if (_locked)
        {
            ExReleaseResourceLite(_vcb);
            KeLeaveCriticalRegion();
            return -1;
        }

        if (access == 0)
        {
            ExReleaseResourceLite(_vcb);
            return -2;
        }

        if (share == 0)
        {
            ExReleaseResourceLite(_vcb);
            KeLeaveCriticalRegion();
            return -3;
        }

        _opens++;
        ExReleaseResourceLite(_vcb);
        KeLeaveCriticalRegion();
        return 0;
    }

    public int AllOfMany(int access, int share)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_vcb, true);
        int status = _locked ? -1 : access == 0 ? -2 : share == 0 ? -3 : 0;
        if (status == 0)
        {
            _opens++;
        }

        ExReleaseResourceLite(_vcb);
        KeLeaveCriticalRegion();
        return status;
    }

    public int ReturnsBeforeTheEnter(int access)
    {
        if (access == 0)
        {
            return -1;
        }

        KeEnterCriticalRegion();
        _opens++;
        KeLeaveCriticalRegion();
        return 0;
    }

    public bool TryFails()
    {
        {|DDI1003:KeEnterCriticalRegion()|};
        if (!ExAcquireResourceExclusiveLite(_vcb, false))
        {
            return false;
        }

        _opens++;
        ExReleaseResourceLite(_vcb);
        KeLeaveCriticalRegion();
        return true;
    }

    public bool TryFailsAndLeaves()
    {
        KeEnterCriticalRegion();
        if (!ExAcquireResourceExclusiveLite(_vcb, false))
        {
            KeLeaveCriticalRegion();
            return false;
        }

        _opens++;
        ExReleaseResourceLite(_vcb);
        KeLeaveCriticalRegion();
        return true;
    }
}
