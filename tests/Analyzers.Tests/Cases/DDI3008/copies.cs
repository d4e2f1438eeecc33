// A copied push lock is another push lock.
internal struct Slot
{
    public EX_PUSH_LOCK Lock;
    public int Count;
}

internal sealed class Cache
{
    private EX_PUSH_LOCK _lock;
    private readonly EX_PUSH_LOCK {|DDI3008:_readonlyLock|};
    private readonly Slot[] _slots = new Slot[4];
    private int _hits;

    public void CopiedToALocal()
    {
        EX_PUSH_LOCK copy = {|DDI3008:_lock|};
        FltAcquirePushLockShared(ref copy);
        _hits++;
        FltReleasePushLock(ref copy);
    }

    public object Boxed()
    {
        return {|DDI3008:_lock|};
    }

    public void PassedByValue()
    {
        Use({|DDI3008:_lock|});
    }

    public void ByRef()
    {
        ref EX_PUSH_LOCK pushLock = ref _lock;
        FltAcquirePushLockShared(ref pushLock);
        _hits++;
        FltReleasePushLock(ref _lock);
    }

    public void FreshLock()
    {
        EX_PUSH_LOCK local = default;
        FltInitializePushLock(ref local);
        FltAcquirePushLockExclusive(ref local);
        _hits++;
        FltReleasePushLock(ref local);
    }

    public void Reset() => _lock = default;

    public void ElementByRef(int index)
    {
        ref Slot slot = ref _slots[index];
        FltAcquirePushLockExclusive(ref slot.Lock);
        slot.Count++;
        FltReleasePushLock(ref slot.Lock);
    }

    public int ElementByValue(int index)
    {
        Slot slot = {|DDI3008:_slots[index]|};
        return slot.Count;
    }

    private static bool Use(EX_PUSH_LOCK pushLock) => true;
}
