// Owner pointers: bits, transfers, and the current thread where nothing was transferred.
internal sealed class AsyncWrite
{
    private readonly ERESOURCE _resource = new();
    private int _writes;

    public void Bits(nuint context)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        {|DDI3009:ExSetResourceOwnerPointerEx(_resource, 0x1000, 0)|};
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
        {|DDI3002:ExReleaseResourceLite(_resource)|};
        KeLeaveCriticalRegion();
    }

    public void NeverTransferred(nuint context)
    {
        nuint owner = context | 3;
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        _writes++;
        {|DDI3001:ExReleaseResourceForThreadLite(_resource, owner)|};
        KeLeaveCriticalRegion();
    }
}
