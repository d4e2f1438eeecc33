// Shared recursion is legal; every hold needs its release.
internal sealed class Index
{
    private readonly ERESOURCE _resource = new();
    private EX_PUSH_LOCK _cache;
    private int _lookups;

    public void SharedUnderExclusive()
    {
        FltAcquireResourceExclusive(_resource);
        FltAcquireResourceShared(_resource);
        _lookups++;
        FltReleaseResource(_resource);
        FltReleaseResource(_resource);
    }

    public void BothHoldsForgotten(bool deep)
    {
        {|DDI2002:FltAcquireResourceShared(_resource)|};
        if (deep)
        {
            {|DDI2002:FltAcquireResourceShared(_resource)|};
            _lookups++;
            return;
        }

        FltReleaseResource(_resource);
    }

    public void InnerHoldReleased(bool deep)
    {
        FltAcquireResourceShared(_resource);
        if (deep)
        {
            FltAcquireResourceShared(_resource);
            _lookups++;
            FltReleaseResource(_resource);
        }

        FltReleaseResource(_resource);
    }

    public void SharedPushLockTwice()
    {
        FltAcquirePushLockShared(ref _cache);
        FltAcquirePushLockShared(ref _cache);
        _lookups++;
        FltReleasePushLock(ref _cache);
        FltReleasePushLock(ref _cache);
    }

    public void CountsAgree(bool deep)
    {
        int holds = 1;
        FltAcquireResourceShared(_resource);
        if (deep)
        {
            FltAcquireResourceShared(_resource);
            holds = 2;
        }

        _lookups++;
        FltReleaseResource(_resource);
        if (holds == 2)
        {
            FltReleaseResource(_resource);
        }
    }
}
