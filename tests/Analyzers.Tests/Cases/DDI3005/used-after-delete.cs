// Nothing but initialisation is legal after the delete.
internal sealed class Session
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _other = new();
    private EX_PUSH_LOCK _lock;
    private int _users;

    public void Acquire()
    {
        ExDeleteResourceLite(_resource);
        {|DDI3005:FltAcquireResourceShared(_resource)|};
        _users++;
        FltReleaseResource(_resource);
    }

    public void OnOnePath(bool last)
    {
        if (last)
        {
            ExDeleteResourceLite(_resource);
        }

        {|DDI3005:FltAcquireResourceShared(_resource)|};
        _users--;
        FltReleaseResource(_resource);
    }

    public void OnTheOtherPath(bool last)
    {
        if (last)
        {
            ExDeleteResourceLite(_resource);
            return;
        }

        FltAcquireResourceShared(_resource);
        _users--;
        FltReleaseResource(_resource);
    }

    public void FlagSaysSo(bool last)
    {
        if (last)
        {
            ExDeleteResourceLite(_resource);
        }

        if (!last)
        {
            FltAcquireResourceShared(_resource);
            _users--;
            FltReleaseResource(_resource);
        }
    }

    public void DeletedTwice()
    {
        ExDeleteResourceLite(_resource);
        {|DDI3005:ExDeleteResourceLite(_resource)|};
    }

    public void PushLock()
    {
        FltDeletePushLock(ref _lock);
        {|DDI3005:FltAcquirePushLockExclusive(ref _lock)|};
        _users++;
        FltReleasePushLock(ref _lock);
    }

    public void TheOther()
    {
        ExDeleteResourceLite(_resource);
        FltAcquireResourceShared(_other);
        _users++;
        FltReleaseResource(_other);
    }

    public void InitialisedAgain()
    {
        ExDeleteResourceLite(_resource);
        ExInitializeResourceLite(_resource);
        FltAcquireResourceShared(_resource);
        _users++;
        FltReleaseResource(_resource);
    }
}
