// A lock is deleted by nobody who holds it.
internal sealed class Connection
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _parent = new();
    private EX_PUSH_LOCK _lock;
    private int _references;

    public void Held()
    {
        FltAcquireResourceExclusive(_resource);
        _references = 0;
        {|DDI3007:ExDeleteResourceLite(_resource)|};
        FltReleaseResource(_resource);
    }

    public void HeldOnOnePath(bool last)
    {
        bool held = false;
        if (last)
        {
            FltAcquireResourceExclusive(_resource);
            held = true;
        }

        if (held && _references == 0)
        {
            {|DDI3007:ExDeleteResourceLite(_resource)|};
        }

        if (held)
        {
            FltReleaseResource(_resource);
        }
    }

    public void UnderTheParent()
    {
        FltAcquireResourceExclusive(_parent);
        _references--;
        ExDeleteResourceLite(_resource);
        FltReleaseResource(_parent);
    }

    public void ReleasedFirst(bool last)
    {
        FltAcquireResourceExclusive(_resource);
        _references--;
        FltReleaseResource(_resource);
        if (last)
        {
            ExDeleteResourceLite(_resource);
        }
    }

    public void PushLock()
    {
        FltAcquirePushLockShared(ref _lock);
        _references = 0;
        {|DDI3007:FltDeletePushLock(ref _lock)|};
        FltReleasePushLock(ref _lock);
    }

    public void TryFailed()
    {
        KeEnterCriticalRegion();
        if (!ExAcquireResourceExclusiveLite(_resource, false))
        {
            KeLeaveCriticalRegion();
            return;
        }

        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
        ExDeleteResourceLite(_resource);
    }
}
