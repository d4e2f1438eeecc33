// "releases a resource that was previously acquired by calling FltAcquireResourceExclusive or FltAcquireResourceShared."
internal sealed class StreamContext
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _nameResource = new();
    private int _flags;

    public void NeverAcquired()
    {
        {|DDI2001:FltReleaseResource(_resource)|};
    }

    public void AcquiredWithTheExecutiveRoutine()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        _flags |= 1;
        {|DDI2007:FltReleaseResource(_resource)|};
        KeLeaveCriticalRegion();
    }

    public void ReleasedWithTheExecutiveRoutine()
    {
        FltAcquireResourceShared(_resource);
        _flags |= 2;
        {|DDI2007:ExReleaseResourceLite(_resource)|};
    }

    public void AnotherResource()
    {
        {|DDI2002:FltAcquireResourceShared(_nameResource)|};
        _flags |= 4;
        {|DDI2001:FltReleaseResource(_resource)|};
    }

    public void OneRoutineReleasesBothModes(bool write)
    {
        if (write)
        {
            FltAcquireResourceExclusive(_resource);
            _flags |= 8;
        }
        else
        {
            FltAcquireResourceShared(_resource);
        }

        FltReleaseResource(_resource);
    }

    public void SharedTwiceReleasedTwice()
    {
        FltAcquireResourceShared(_resource);
        FltAcquireResourceShared(_resource);
        _flags |= 16;
        FltReleaseResource(_resource);
        FltReleaseResource(_resource);
    }
}
