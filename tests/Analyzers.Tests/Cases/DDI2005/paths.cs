// Shared on one path, exclusive on another: which of them meets the second acquire?
internal enum Access
{
    Read,
    Write,
}

internal sealed class Scb
{
    private readonly ERESOURCE _resource = new();
    private int _state;

    public void ModesAgree(Access access)
    {
        bool exclusive = access == Access.Write;
        if (exclusive)
        {
            FltAcquireResourceExclusive(_resource);
        }
        else
        {
            FltAcquireResourceShared(_resource);
        }

        if (!exclusive && _state == 0)
        {
            FltReleaseResource(_resource);
            FltAcquireResourceExclusive(_resource);
            exclusive = true;
        }

        _state += exclusive ? 1 : 0;
        FltReleaseResource(_resource);
    }

    public void ModesDisagree(Access access)
    {
        if (access == Access.Write)
        {
            FltAcquireResourceExclusive(_resource);
        }
        else
        {
            FltAcquireResourceShared(_resource);
        }

        if (_state == 0 && access == Access.Read)
        {
            {|DDI2005:FltAcquireResourceExclusive(_resource)|};
            _state = 1;
            FltReleaseResource(_resource);
        }

        FltReleaseResource(_resource);
    }

    public void UpgradeInALoop(int rounds)
    {
        FltAcquireResourceShared(_resource);
        while (_state < rounds)
        {
            FltReleaseResource(_resource);
            FltAcquireResourceExclusive(_resource);
            _state++;
            ExConvertExclusiveToSharedLite(_resource);
        }

        FltReleaseResource(_resource);
    }

    public void UpgradeInALoopForgotten(int rounds)
    {
        FltAcquireResourceShared(_resource);
        while (_state < rounds)
        {
            {|DDI2005:FltAcquireResourceExclusive(_resource)|};
            _state++;
            FltReleaseResource(_resource);
        }

        FltReleaseResource(_resource);
    }

    public void WaitsOnlyWhenNotShared(bool shared)
    {
        KeEnterCriticalRegion();
        if (shared)
        {
            ExAcquireResourceSharedLite(_resource, true);
        }

        bool exclusive = ExAcquireResourceExclusiveLite(_resource, !shared);
        if (exclusive)
        {
            _state++;
            ExReleaseResourceLite(_resource);
        }

        if (shared)
        {
            ExReleaseResourceLite(_resource);
        }

        KeLeaveCriticalRegion();
    }
}
