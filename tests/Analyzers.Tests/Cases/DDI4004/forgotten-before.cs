// The release before the await was forgotten: what happens to the hold after it is the same mistake.
public sealed class Scanner
{
    private EX_PUSH_LOCK _lock;
    private int _state;

    public async Task<int> ScanAsync(Task<int> verdict)
    {
        FltAcquirePushLockShared(ref _lock);
        int before = _state;
        int after = {|DDI4004:await verdict|};
        FltAcquirePushLockExclusive(ref _lock);
        _state = before + after;
        FltReleasePushLock(ref _lock);
        return after;
    }

    public async Task<int> ScanUnlockedAsync(Task<int> verdict)
    {
        FltAcquirePushLockShared(ref _lock);
        int before = _state;
        FltReleasePushLock(ref _lock);
        int after = await verdict;
        FltAcquirePushLockExclusive(ref _lock);
        _state = before + after;
        FltReleasePushLock(ref _lock);
        return after;
    }
}
