// The branch already left; the common tail leaves again.
internal sealed class SetInformation
{
    private readonly ERESOURCE _resource = new();
    private int _size;

    public int BranchFallsThrough(int size)
    {
        KeEnterCriticalRegion();
        if (size < 0)
        {
            KeLeaveCriticalRegion();
        }
        else
        {
            ExAcquireResourceExclusiveLite(_resource, true);
            _size = size;
            ExReleaseResourceLite(_resource);
        }

        {|DDI1002:KeLeaveCriticalRegion()|};
        return _size;
    }

    public int BranchReturns(int size)
    {
        KeEnterCriticalRegion();
        if (size < 0)
        {
            KeLeaveCriticalRegion();
            return -1;
        }

        ExAcquireResourceExclusiveLite(_resource, true);
        _size = size;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
        return size;
    }

    public int BranchReenters(int size)
    {
        KeEnterCriticalRegion();
        if (size < 0)
        {
            KeLeaveCriticalRegion();
            Thread.Sleep(1);
            KeEnterCriticalRegion();
        }

        _size = size;
        KeLeaveCriticalRegion();
        return size;
    }

    public int BranchClearsTheFlag(int size)
    {
        KeEnterCriticalRegion();
        bool inside = true;
        if (size < 0)
        {
            KeLeaveCriticalRegion();
            inside = false;
        }

        _size = size;
        if (inside)
        {
            KeLeaveCriticalRegion();
        }

        return size;
    }

    public int BranchForgetsTheFlag(int size)
    {
        KeEnterCriticalRegion();
        bool inside = true;
        if (size < 0)
        {
            KeLeaveCriticalRegion();
        }
        else
        {
            _size = size;
        }

        if (inside)
        {
            {|DDI1002:KeLeaveCriticalRegion()|};
        }

        return size;
    }
}
