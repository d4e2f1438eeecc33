// Owner pointers: bits, transfers, and the current thread where nothing was transferred.
internal sealed class AsyncWrite
{
    private readonly ERESOURCE _resource = new();
    private int _writes;

    public void Bits(nuint context)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        ExSetResourceOwnerPointerEx(_resource, 0x1000 | 3, 0);
        _writes++;
        KeLeaveCriticalRegion();
    }

    public void ReleasedPlain(nuint context)
    {
        nuint owner = context | 3;
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        ExSetResourceOwnerPointerEx(_resource, owner, 0);
        _writes++;
        ExReleaseResourceForThreadLite(_resource, owner);
        KeLeaveCriticalRegion();
    }

    public void NeverTransferred(nuint context)
    {
        nuint owner = context | 3;
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        _writes++;
        ExReleaseResourceForThreadLite(_resource, ExGetCurrentResourceThread());
        KeLeaveCriticalRegion();
    }
}
