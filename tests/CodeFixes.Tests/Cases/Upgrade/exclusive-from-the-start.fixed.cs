// The hold that is too weak becomes exclusive, and the acquire inside it goes with its release: combined, plain, Flt, with and without waiting.
internal sealed class Fcb
{
    private readonly ERESOURCE _resource = new();
    private EX_PUSH_LOCK _push;
    private long _length;

    public void Plain(long length)
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_resource);
        if (_length < length)
        {
            // Longer than before.
            _length = length;
        }

        ExReleaseResourceAndLeaveCriticalRegion(_resource);
    }

    public void Combined(long length)
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_resource); // while it is read
        try
        {
            if (_length >= length)
            {
                return;
            }

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
        bool isHeld = ExAcquireResourceExclusiveLite(_resource, false);
        if (isHeld)
        {
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
        if (_length > 0)
        {
            _length++;
        }

        FltReleaseResource(_resource);
    }

    public void PushLock(long length)
    {
        KeEnterCriticalRegion();
        ExAcquirePushLockExclusive(ref _push);
        if (_length == 0)
        {
            _length = length;
        }

        ExReleasePushLockExclusive(ref _push);
        KeLeaveCriticalRegion();
    }
}
