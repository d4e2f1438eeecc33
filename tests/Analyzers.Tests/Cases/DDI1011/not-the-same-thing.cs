// Look-alikes for which the combined routine would change the meaning.
internal sealed class ImportTable
{
    private readonly ERESOURCE _table = new();
    private readonly ERESOURCE _other = new();
    private EX_PUSH_LOCK _push;
    private int _entries;

    public bool DoesNotWait()
    {
        KeEnterCriticalRegion();
        if (!ExAcquireResourceExclusiveLite(_table, false))
        {
            KeLeaveCriticalRegion();
            return false;
        }

        _entries++;
        ExReleaseResourceLite(_table);
        KeLeaveCriticalRegion();
        return true;
    }

    public bool MayNotWait(bool wait)
    {
        KeEnterCriticalRegion();
        bool taken = ExAcquireResourceExclusiveLite(_table, wait);
        if (taken)
        {
            _entries++;
            ExReleaseResourceLite(_table);
        }

        KeLeaveCriticalRegion();
        return taken;
    }

    public void WorkBetween()
    {
        KeEnterCriticalRegion();
        int entries = Interlocked.Increment(ref _entries);
        ExAcquireResourceExclusiveLite(_table, true);
        _entries = entries + 1;
        ExReleaseResourceLite(_table);
        KeLeaveCriticalRegion();
    }

    public void RegionOutlivesTheLock()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_table, true);
        _entries++;
        ExReleaseResourceLite(_table);
        ExAcquireResourceExclusiveLite(_other, true);
        _entries--;
        ExReleaseResourceLite(_other);
        KeLeaveCriticalRegion();
    }

    public void GuardedHasNoCombinedForm()
    {
        KeEnterGuardedRegion();
        ExAcquireResourceExclusiveLite(_table, true);
        _entries++;
        ExReleaseResourceLite(_table);
        KeLeaveGuardedRegion();
    }

    public void PushLockHasNoCombinedForm()
    {
        KeEnterCriticalRegion();
        ExAcquirePushLockExclusive(ref _push);
        _entries++;
        ExReleasePushLockExclusive(ref _push);
        KeLeaveCriticalRegion();
    }

    public void StarveHasNoCombinedForm()
    {
        KeEnterCriticalRegion();
        ExAcquireSharedStarveExclusive(_table, true);
        int entries = _entries;
        ExReleaseResourceLite(_table);
        KeLeaveCriticalRegion();
        _entries = entries;
    }

    public void ReleasedForThread(nuint owner)
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_table, true);
        ExSetResourceOwnerPointerEx(_table, owner | 3, 0);
        ExReleaseResourceForThreadLite(_table, owner | 3);
        KeLeaveCriticalRegion();
    }
}
