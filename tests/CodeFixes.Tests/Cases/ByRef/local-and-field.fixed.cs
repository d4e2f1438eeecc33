// A reference instead of a copy.
internal sealed class Cache
{
    private EX_PUSH_LOCK _lock;
    private EX_PUSH_LOCK _names;
    private int _hits;

    public void Copied()
    {
        ref EX_PUSH_LOCK copy = ref _lock;
        FltAcquirePushLockShared(ref copy);
        _hits++;
        FltReleasePushLock(ref copy);
    }
}
