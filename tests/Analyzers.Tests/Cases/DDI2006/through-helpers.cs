// Re-entrance: the holder calls something that takes the same push lock.
internal sealed class NameTable
{
    private EX_PUSH_LOCK _lock;
    private int _names;

    public void InsertTwice()
    {
        FltAcquirePushLockExclusive(ref _lock);
        {|DDI2006:Insert()|};
        FltReleasePushLock(ref _lock);
    }

    public void InsertAfterwards()
    {
        FltAcquirePushLockShared(ref _lock);
        bool empty = _names == 0;
        FltReleasePushLock(ref _lock);
        if (empty)
        {
            Insert();
        }
    }

    public int CountWhileShared()
    {
        FltAcquirePushLockShared(ref _lock);
        int count = Count();
        FltReleasePushLock(ref _lock);
        return count;
    }

    public int CountWhileExclusive()
    {
        FltAcquirePushLockExclusive(ref _lock);
        int count = {|DDI2006:Count()|};
        FltReleasePushLock(ref _lock);
        return count;
    }

    public void ByRefHelper()
    {
        Take(ref _lock);
        _names++;
        Give(ref _lock);
    }

    public void ByRefHelperTwice()
    {
        Take(ref _lock);
        {|DDI2006:Take(ref _lock)|};
        _names++;
        Give(ref _lock);
        Give(ref _lock);
    }

    private void Insert()
    {
        FltAcquirePushLockExclusive(ref _lock);
        _names++;
        FltReleasePushLock(ref _lock);
    }

    private int Count()
    {
        FltAcquirePushLockShared(ref _lock);
        int count = _names;
        FltReleasePushLock(ref _lock);
        return count;
    }

    private static void Take(ref EX_PUSH_LOCK pushLock) => FltAcquirePushLockExclusive(ref pushLock);

    private static void Give(ref EX_PUSH_LOCK pushLock) => FltReleasePushLock(ref pushLock);
}
