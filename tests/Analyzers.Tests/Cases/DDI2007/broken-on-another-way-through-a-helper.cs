// What a helper breaks on one of its ways says nothing about the others: the release after it is judged there.
internal sealed class MetadataCache
{
    private EX_PUSH_LOCK _lock;

    public void FillOrRefresh(bool isOwner, bool nested)
    {
        KeEnterCriticalRegion();
        if (isOwner)
        {
            ExAcquirePushLockExclusive(ref _lock);
        }

        {|DDI2006:LockFor(nested)|};
        {|DDI2001:{|DDI2007:FltReleasePushLock(ref _lock)|}|};
        KeLeaveCriticalRegion();
    }

    private void LockFor(bool nested)
    {
        if (nested)
        {
            FltAcquirePushLockExclusive(ref _lock);
        }
    }
}
