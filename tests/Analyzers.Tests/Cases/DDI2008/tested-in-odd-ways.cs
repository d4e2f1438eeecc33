// Tests of the result that a reader sees through.
internal sealed class Scb
{
    private readonly ERESOURCE _resource = new();
    private int _count;

    public bool ComparedWithFalse()
    {
        KeEnterCriticalRegion();
        if (ExAcquireResourceExclusiveLite(_resource, false) == false)
        {
            KeLeaveCriticalRegion();
            return false;
        }

        _count++;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
        return true;
    }

    public bool AssignedInTheCondition()
    {
        bool taken;
        KeEnterCriticalRegion();
        if ((taken = ExAcquireResourceExclusiveLite(_resource, false)) || _count > 10)
        {
            _count--;
        }

        if (taken)
        {
            ExReleaseResourceLite(_resource);
        }

        KeLeaveCriticalRegion();
        return taken;
    }

    public int Converted()
    {
        KeEnterCriticalRegion();
        int taken = ExAcquireResourceExclusiveLite(_resource, false) ? 1 : 0;
        if (taken > 0)
        {
            _count++;
            ExReleaseResourceLite(_resource);
        }

        KeLeaveCriticalRegion();
        return taken;
    }

    public bool WhileCondition(int tries)
    {
        bool taken = false;
        KeEnterCriticalRegion();
        while (!taken && tries-- > 0)
        {
            taken = ExAcquireResourceExclusiveLite(_resource, false);
        }

        if (taken)
        {
            _count++;
            ExReleaseResourceLite(_resource);
        }

        KeLeaveCriticalRegion();
        return taken;
    }

    public bool XorNegates()
    {
        KeEnterCriticalRegion();
        bool failed = ExAcquireResourceExclusiveLite(_resource, false) ^ true;
        if (!failed)
        {
            _count++;
            ExReleaseResourceLite(_resource);
        }

        KeLeaveCriticalRegion();
        return !failed;
    }
}
