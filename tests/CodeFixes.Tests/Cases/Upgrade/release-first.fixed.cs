//! fix DDI2005.ReleaseFirst
// The shared hold ends first; where a test of what was read led here, it is made again.
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
            ExReleaseResourceLite(_resource);
            ExAcquireResourceExclusiveLite(_resource, true);
            if (_length < length)
            {
                _length = length;
            }
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

            ExReleaseResourceAndLeaveCriticalRegion(_resource);
            ExEnterCriticalRegionAndAcquireResourceExclusive(_resource);
            _length = length;
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
            ExReleaseResourceLite(_resource);
            ExAcquireResourceExclusiveLite(_resource, true);
            _length = length;
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
            FltReleaseResource(_resource);
            FltAcquireResourceExclusive(_resource);
            if (_length > 0)
            {
                _length++;
            }
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
