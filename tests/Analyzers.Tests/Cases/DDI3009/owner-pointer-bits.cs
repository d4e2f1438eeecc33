// The two low bits tell an owner pointer from a thread.
internal sealed class Transfers
{
    private const nuint Misaligned = 0x1002;
    private readonly ERESOURCE _resource = new();

    public void Constant()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        {|DDI3009:ExSetResourceOwnerPointerEx(_resource, 0x1000, 0)|};
        KeLeaveCriticalRegion();
    }

    public void OneBitOnly()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        {|DDI3009:ExSetResourceOwnerPointer(_resource, Misaligned)|};
        KeLeaveCriticalRegion();
    }

    public void ThreadWithoutBits()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        {|DDI3009:ExSetResourceOwnerPointerEx(_resource, ExGetCurrentResourceThread(), FLAG_OWNER_POINTER_IS_THREAD)|};
        KeLeaveCriticalRegion();
    }

    public void ThreadWithBits()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        ExSetResourceOwnerPointerEx(_resource, ExGetCurrentResourceThread() | 3, FLAG_OWNER_POINTER_IS_THREAD);
        KeLeaveCriticalRegion();
    }

    public void ShiftedLeft(nuint number)
    {
        nuint owner = number << 2;
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        {|DDI3009:ExSetResourceOwnerPointer(_resource, owner)|};
        KeLeaveCriticalRegion();
    }

    public void ShiftedLeftWithBits(nuint number)
    {
        nuint owner = (number << 2) | 3;
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        ExSetResourceOwnerPointer(_resource, owner);
        KeLeaveCriticalRegion();
    }

    public void BitsSetInALocal(nuint address)
    {
        nuint owner = address;
        owner |= 3;
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        ExSetResourceOwnerPointerEx(_resource, owner, 0);
        KeLeaveCriticalRegion();
    }

    public void BitsMaskedAway(nuint address)
    {
        nuint owner = address & ~(nuint)3;
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        {|DDI3009:ExSetResourceOwnerPointerEx(_resource, owner, 0)|};
        KeLeaveCriticalRegion();
    }

    public void Added()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        ExSetResourceOwnerPointerEx(_resource, 0x1000 + 3, 0);
        KeLeaveCriticalRegion();
    }

    public void Unknown(nuint owner)
    {
        // The caller may have set the bits.
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_resource, true);
        ExSetResourceOwnerPointerEx(_resource, owner, 0);
        KeLeaveCriticalRegion();
    }
}
