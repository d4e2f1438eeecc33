// The hold that is too weak becomes exclusive, and the acquire inside it goes with its release: combined, plain, Flt, with and without waiting.
internal sealed class Fcb
{
    private readonly ERESOURCE _resource = new();
    private EX_PUSH_LOCK _push;
    private long _length;

    public void Plain(long length)
    {
        KeEnterCriticalRegion();
        ExAcquireSharedStarveExclusive(_resource, true);
        if (_length < length)
        {
            // Longer than before.
            {|DDI2005:ExAcquireResourceExclusiveLite(_resource, true)|};
            _length = length;
            ExReleaseResourceLite(_resource);
        }

        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }

    public void Combined(long length)
    {
        ExEnterCriticalRegionAndAcquireResourceShared(_resource); // while it is read
        try
        {
            if (_length >= length)
            {
                return;
            }

            {|DDI2005:ExEnterCriticalRegionAndAcquireResourceExclusive(_resource)|};
            _length = length;
            ExReleaseResourceAndLeaveCriticalRegion(_resource);
        }
        finally
        {
            ExReleaseResourceAndLeaveCriticalRegion(_resource);
        }
    }

    public bool WithoutWaiting(long length)
    {
        KeEnterCriticalRegion();
        bool isHeld = ExAcquireResourceSharedLite(_resource, false);
        if (isHeld)
        {
            {|DDI2005:ExAcquireResourceExclusiveLite(_resource, true)|};
            _length = length;
            ExReleaseResourceLite(_resource);
            ExReleaseResourceLite(_resource);
        }

        KeLeaveCriticalRegion();
        return isHeld;
    }

    public void AfterConversion(long length)
    {
        FltAcquireResourceExclusive(_resource);
        _length = length;
        ExConvertExclusiveToSharedLite(_resource);
        if (_length > 0)
        {
            {|DDI2005:FltAcquireResourceExclusive(_resource)|};
            _length++;
            FltReleaseResource(_resource);
        }

        FltReleaseResource(_resource);
    }

    public void PushLock(long length)
    {
        KeEnterCriticalRegion();
        ExAcquirePushLockShared(ref _push);
        if (_length == 0)
        {
            {|DDI2006:ExAcquirePushLockExclusive(ref _push)|};
            _length = length;
            ExReleasePushLockExclusive(ref _push);
        }

        ExReleasePushLockShared(ref _push);
        KeLeaveCriticalRegion();
    }
}
