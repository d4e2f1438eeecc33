// Two uncalled methods whose names undo each other share the lock between their calls: a callback pair.
internal sealed class LazyWriteCallbacks
{
    private readonly ERESOURCE _main = new();
    private readonly ERESOURCE _paging = new();
    private int _dirty;

    public bool AcquireForLazyWrite(bool wait)
    {
        KeEnterCriticalRegion();
        if (!ExAcquireResourceSharedLite(_paging, wait))
        {
            KeLeaveCriticalRegion();
            return false;
        }

        _dirty++;
        return true;
    }

    public void ReleaseFromLazyWrite()
    {
        _dirty--;
        ExReleaseResourceLite(_paging);
        KeLeaveCriticalRegion();
    }

    public void AcquireFileExclusive()
    {
        FltAcquireResourceExclusive(_main);
        _dirty = 0;
    }

    public void ReleaseFile()
    {
        FltReleaseResource(_main);
    }

    public void Flush()
    {
        {|DDI2002:FltAcquireResourceExclusive(_main)|};
        _dirty = 0;
    }

    public void AcquireForWrite(bool wait)
    {
        {|DDI2002:FltAcquireResourceExclusive(_main)|};
        if (!wait)
        {
            return;
        }

        _dirty++;
        FltReleaseResource(_main);
    }
}
