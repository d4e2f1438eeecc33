// What is not held, or not held by this thread any more, does not bind the region.
internal sealed class AsyncRead
{
    private readonly ERESOURCE _main = new();
    private int _reads;

    public void OwnerPointerTakesOver(nuint address)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceSharedLite(_main, true);
        _reads++;
        ExSetResourceOwnerPointerEx(_main, address | 3, 0);
        KeLeaveCriticalRegion();
    }

    public bool NotAcquired()
    {
        KeEnterCriticalRegion();
        if (!ExAcquireResourceSharedLite(_main, false))
        {
            KeLeaveCriticalRegion();
            return false;
        }

        _reads++;
        ExReleaseResourceLite(_main);
        KeLeaveCriticalRegion();
        return true;
    }

    public bool AcquiredAndLeft()
    {
        KeEnterCriticalRegion();
        bool taken = ExAcquireResourceSharedLite(_main, false);
        {|DDI1006:KeLeaveCriticalRegion()|};
        if (taken)
        {
            _reads++;
            ExReleaseResourceLite(_main);
        }

        return taken;
    }

    public void ConvertedIsStillHeld()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_main, true);
        ExConvertExclusiveToSharedLite(_main);
        {|DDI1006:KeLeaveCriticalRegion()|};
        _reads++;
        ExReleaseResourceLite(_main);
    }
}
