// Only an exclusive owner can convert.
internal sealed class Mcb
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _other = new();
    private int _runs;

    public void WhileShared()
    {
        FltAcquireResourceShared(_resource);
        {|DDI3003:ExConvertExclusiveToSharedLite(_resource)|};
        int runs = _runs;
        FltReleaseResource(_resource);
        _runs = runs;
    }

    public void NotHeld()
    {
        KeEnterCriticalRegion();
        {|DDI3003:ExConvertExclusiveToSharedLite(_resource)|};
        _runs++;
        KeLeaveCriticalRegion();
    }

    public void Twice()
    {
        FltAcquireResourceExclusive(_resource);
        ExConvertExclusiveToSharedLite(_resource);
        {|DDI3003:ExConvertExclusiveToSharedLite(_resource)|};
        _runs++;
        FltReleaseResource(_resource);
    }

    public void TheOther()
    {
        FltAcquireResourceExclusive(_resource);
        FltAcquireResourceShared(_other);
        {|DDI3003:ExConvertExclusiveToSharedLite(_other)|};
        _runs++;
        FltReleaseResource(_other);
        FltReleaseResource(_resource);
    }

    public void ModeFollowsThePath(bool write)
    {
        if (write)
        {
            FltAcquireResourceExclusive(_resource);
            _runs++;
        }
        else
        {
            FltAcquireResourceShared(_resource);
        }

        if (write)
        {
            ExConvertExclusiveToSharedLite(_resource);
        }

        FltReleaseResource(_resource);
    }

    public void ModeIgnored(bool write)
    {
        if (write)
        {
            FltAcquireResourceExclusive(_resource);
        }
        else
        {
            FltAcquireResourceShared(_resource);
        }

        {|DDI3003:ExConvertExclusiveToSharedLite(_resource)|};
        FltReleaseResource(_resource);
    }

    public void SharedAgainThenConvert()
    {
        // An exclusive owner's second acquire stays exclusive; both holds are shared afterwards.
        FltAcquireResourceExclusive(_resource);
        FltAcquireResourceShared(_resource);
        ExConvertExclusiveToSharedLite(_resource);
        _runs++;
        FltReleaseResource(_resource);
        FltReleaseResource(_resource);
    }

    public void Asked()
    {
        FltAcquireResourceExclusive(_resource);
        _runs++;
        if (ExIsResourceAcquiredExclusiveLite(_resource))
        {
            ExConvertExclusiveToSharedLite(_resource);
        }

        FltReleaseResource(_resource);
    }
}
