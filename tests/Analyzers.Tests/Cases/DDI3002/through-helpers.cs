// Transfer here, use there.
internal sealed class Handover
{
    private readonly ERESOURCE _resource = new();
    private int _value;

    public void ReleasedByTheUsualHelper(nuint address)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        GiveAway(address | 3);
        {|DDI3002:Release()|};
        KeLeaveCriticalRegion();
    }

    public void ReleasedForTheOwner(nuint address)
    {
        nuint owner = address | 3;
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        GiveAway(owner);
        _value++;
        ExReleaseResourceForThreadLite(_resource, owner);
        KeLeaveCriticalRegion();
    }

    public void NotGivenAway()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_resource, true);
        _value++;
        Release();
        KeLeaveCriticalRegion();
    }

    private void GiveAway(nuint owner) => ExSetResourceOwnerPointerEx(_resource, owner, 0);

    private void Release() => ExReleaseResourceLite(_resource);
}
