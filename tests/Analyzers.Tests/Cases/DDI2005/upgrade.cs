// A shared holder that waits for exclusive access waits for itself.
internal sealed class Fcb
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _paging = new();
    private long _length;

    public void Upgrade(long length)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        if (_length < length)
        {
            {|DDI2005:ExAcquireResourceExclusiveLite(_resource, true)|};
            _length = length;
            ExReleaseResourceLite(_resource);
        }

        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }

    public void UpgradeWithFlt(long length)
    {
        FltAcquireResourceShared(_resource);
        {|DDI2005:FltAcquireResourceExclusive(_resource)|};
        _length = length;
        FltReleaseResource(_resource);
        FltReleaseResource(_resource);
    }

    public void UpgradeAfterConversion(long length)
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

    public void ReleasesFirst(long length)
    {
        FltAcquireResourceShared(_resource);
        bool grow = _length < length;
        FltReleaseResource(_resource);
        if (grow)
        {
            FltAcquireResourceExclusive(_resource);
            _length = Math.Max(_length, length);
            FltReleaseResource(_resource);
        }
    }

    public bool TriesWithoutWaiting(long length)
    {
        // Can only fail while shared; asks anyway and copes with the answer.
        bool done = false;
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        if (ExAcquireResourceExclusiveLite(_resource, false))
        {
            _length = length;
            ExReleaseResourceLite(_resource);
            done = true;
        }

        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
        return done;
    }

    public void AnotherResource(long length)
    {
        FltAcquireResourceShared(_resource);
        FltAcquireResourceExclusive(_paging);
        _length = length;
        FltReleaseResource(_paging);
        FltReleaseResource(_resource);
    }

    public void ExclusiveHolderMayAskForShared(long length)
    {
        FltAcquireResourceExclusive(_resource);
        FltAcquireResourceShared(_resource);
        _length = length;
        FltReleaseResource(_resource);
        FltReleaseResource(_resource);
    }
}
