// A reference instead of a copy.
internal sealed class Cache
{
    private EX_PUSH_LOCK _lock;
    private readonly EX_PUSH_LOCK {|DDI3008:_names|};
    private int _hits;

    public void Copied()
    {
        EX_PUSH_LOCK copy = {|DDI3008:_lock|};
        FltAcquirePushLockShared(ref copy);
        _hits++;
        FltReleasePushLock(ref copy);
    }
}
