// After the transfer only ExReleaseResourceForThreadLite may touch the resource.
internal sealed class AsyncWrite
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _other = new();
    private int _writes;

    public void ReleasedPlain(nuint context)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        ExSetResourceOwnerPointerEx(_resource, context | 3, 0);
        _writes++;
        {|DDI3002:ExReleaseResourceLite(_resource)|};
        KeLeaveCriticalRegion();
    }

    public void Converted(nuint context)
    {
        nuint owner = context | 3;
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        ExSetResourceOwnerPointerEx(_resource, owner, 0);
        {|DDI3002:ExConvertExclusiveToSharedLite(_resource)|};
        _writes++;
        ExReleaseResourceForThreadLite(_resource, owner);
        KeLeaveCriticalRegion();
    }

    public void ConvertedBefore(nuint context)
    {
        nuint owner = context | 3;
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        ExConvertExclusiveToSharedLite(_resource);
        ExSetResourceOwnerPointerEx(_resource, owner, 0);
        _writes++;
        ExReleaseResourceForThreadLite(_resource, owner);
        KeLeaveCriticalRegion();
    }

    public void OnTheFailurePathOnly(nuint context, bool queued)
    {
        nuint owner = context | 3;
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        if (queued)
        {
            ExSetResourceOwnerPointerEx(_resource, owner, 0);
            KeLeaveCriticalRegion();
            return;
        }

        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }

    public void TransferForgottenOnTheWayDown(nuint context, bool queued)
    {
        nuint owner = context | 3;
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        ExSetResourceOwnerPointerEx(_resource, owner, 0);
        if (!queued)
        {
            {|DDI3002:ExReleaseResourceLite(_resource)|};
        }

        KeLeaveCriticalRegion();
    }

    public void AnotherResource(nuint context)
    {
        nuint owner = context | 3;
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        ExAcquireResourceExclusiveLite(_other, true);
        ExSetResourceOwnerPointerEx(_resource, owner, 0);
        _writes++;
        ExReleaseResourceLite(_other);
        ExReleaseResourceForThreadLite(_resource, owner);
        KeLeaveCriticalRegion();
    }

    public void AcquiredAgainAfterTheRelease(nuint context)
    {
        nuint owner = context | 3;
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        ExSetResourceOwnerPointerEx(_resource, owner, 0);
        ExReleaseResourceForThreadLite(_resource, owner);
        ExAcquireResourceExclusiveLite(_resource, true);
        _writes++;
        ExReleaseResourceLite(_resource);
        KeLeaveCriticalRegion();
    }
}
