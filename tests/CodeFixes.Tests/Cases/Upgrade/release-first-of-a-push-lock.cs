//! fix DDI2006.ReleaseFirst
// Each mode has its release: the shared hold ends before, and begins again after.
internal sealed class Table
{
    private EX_PUSH_LOCK _lock;
    private int _count;

    public int Next()
    {
        KeEnterCriticalRegion();
        ExAcquirePushLockShared(ref _lock);
        if (_count == 0)
        {
            {|DDI2006:ExAcquirePushLockExclusive(ref _lock)|};
            _count = 1;
            ExReleasePushLockExclusive(ref _lock);
        }

        int count = _count;
        ExReleasePushLockShared(ref _lock);
        KeLeaveCriticalRegion();
        return count;
    }
}
