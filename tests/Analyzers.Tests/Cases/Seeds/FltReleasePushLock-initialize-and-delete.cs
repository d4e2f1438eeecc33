// "To initialize a push lock, call FltInitializePushLock. To delete a push lock, call FltDeletePushLock."
internal sealed class ContextPool
{
    private EX_PUSH_LOCK _lock;
    private int _live;

    public void DeletesWhileHeld()
    {
        FltAcquirePushLockExclusive(ref _lock);
        _live = 0;
        {|DDI3007:FltDeletePushLock(ref _lock)|};
        FltReleasePushLock(ref _lock);
    }

    public void ReleasesThenDeletes()
    {
        FltAcquirePushLockExclusive(ref _lock);
        _live = 0;
        FltReleasePushLock(ref _lock);
        FltDeletePushLock(ref _lock);
    }

    public void UsesAfterDelete()
    {
        FltDeletePushLock(ref _lock);
        {|DDI3005:FltAcquirePushLockShared(ref _lock)|};
        _live++;
        FltReleasePushLock(ref _lock);
    }

    public void DeletesThenInitialisesAgain()
    {
        FltDeletePushLock(ref _lock);
        FltInitializePushLock(ref _lock);
        FltAcquirePushLockShared(ref _lock);
        _live++;
        FltReleasePushLock(ref _lock);
    }
}
