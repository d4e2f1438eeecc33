// The wait lock's status: success means acquired, and the only other answer is that the time ran out.
public sealed class WaitLocks(WDFWAITLOCK waitLock)
{
    private EX_SPIN_LOCK _table;
    private int _n;

    public bool NotSuccess()
    {
        NTSTATUS status = WdfWaitLockAcquire(waitLock, 0L);
        if (status != STATUS_SUCCESS)
        {
            return false;
        }

        WdfWaitLockRelease(waitLock);
        return true;
    }

    public bool TimedOut()
    {
        if (WdfWaitLockAcquire(waitLock, 5L) == STATUS_TIMEOUT)
        {
            return false;
        }

        WdfWaitLockRelease(waitLock);
        return true;
    }

    public bool Number()
    {
        int status = WdfWaitLockAcquire(waitLock, 5L);
        if (status != 0)
        {
            return false;
        }

        WdfWaitLockRelease(waitLock);
        return true;
    }

    public bool PerhapsForEver(bool force)
    {
        if (WdfWaitLockAcquire(waitLock, force ? null : 0L) != STATUS_SUCCESS)
        {
            return false;
        }

        WdfWaitLockRelease(waitLock);
        return true;
    }

    public bool TheOtherWayRound()
    {
        NTSTATUS status = WdfWaitLockAcquire(waitLock, 0L);
        if (status == STATUS_TIMEOUT)
        {
            {|DDI2008:WdfWaitLockRelease(waitLock)|};
            return false;
        }

        WdfWaitLockRelease(waitLock);
        return true;
    }

    // NT_SUCCESS(STATUS_TIMEOUT) is true.
    public bool Success()
    {
        NTSTATUS status = WdfWaitLockAcquire(waitLock, 0L);
        if (!NT_SUCCESS(status))
        {
            return false;
        }

        {|DDI2008:WdfWaitLockRelease(waitLock)|};
        return true;
    }

    public void ConvertedPerhaps(int v)
    {
        byte irql = ExAcquireSpinLockShared(ref _table);
        {|DDI2008:ExTryConvertSharedSpinLockExclusive(ref _table)|};
        _n = v;
        ExReleaseSpinLockExclusive(ref _table, irql);
    }
}
