// A push lock that is held already stays acquired once.
internal sealed class C
{
    private EX_PUSH_LOCK _p;
    private int _n;

    public void TwiceX()
    {
        FltAcquirePushLockExclusive(ref _p);
        {|DDI2006:FltAcquirePushLockExclusive(ref _p)|};
        _n++;
        FltReleasePushLock(ref _p);
        FltReleasePushLock(ref _p);
    }

    public void SharedUnderExclusive()
    {
        FltAcquirePushLockExclusive(ref _p);
        if (_n > 0)
        {
            {|DDI2006:FltAcquirePushLockShared(ref _p)|};
            _n++;
            FltReleasePushLock(ref _p);
        }
        FltReleasePushLock(ref _p);
    }
}
