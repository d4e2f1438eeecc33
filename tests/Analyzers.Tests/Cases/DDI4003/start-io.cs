//! option ddi_compliance.driver_model = storport
// A physical Storport miniport: none of the listed routines, in any callback; no waits in HwStorStartIo.
internal sealed class Miniport
{
    private readonly ERESOURCE _resource = new();
    private readonly FAST_MUTEX _mutex = new();
    private EX_PUSH_LOCK _table;
    private int _requests;

    [DriverRole("HW_STARTIO")]
    public bool StartIo()
    {
        return _requests > 0 && {|DDI4003:ExGetExclusiveWaiterCount(_resource)|} == 0;
    }

    public void Helper()
    {
        {|DDI4003:ExAcquireFastMutex(_mutex)|};
        _requests++;
        {|DDI4003:ExReleaseFastMutex(_mutex)|};
    }

    public uint Query() => {|DDI4003:ExIsResourceAcquiredSharedLite(_resource)|};

    public void Interlocked()
    {
        System.Threading.Interlocked.Increment(ref _requests);
    }

    public void PushLock()
    {
        FltAcquirePushLockExclusive(ref _table);
        _requests++;
        FltReleasePushLock(ref _table);
    }
}
