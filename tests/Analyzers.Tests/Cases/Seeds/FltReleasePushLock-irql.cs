// IRQL <= APC_LEVEL.
internal sealed class SectionContext
{
    private EX_PUSH_LOCK _lock;
    private int _views;

    public void AtDispatch()
    {
        FltAcquirePushLockExclusive(ref _lock);
        byte old = KeRaiseIrqlToDpcLevel();
        _views++;
        {|DDI4001:FltReleasePushLock(ref _lock)|};
        KeLowerIrql(old);
    }

    public void AtApc()
    {
        KeRaiseIrql(APC_LEVEL, out byte old);
        FltAcquirePushLockExclusive(ref _lock);
        _views++;
        FltReleasePushLock(ref _lock);
        KeLowerIrql(old);
    }

    public void LoweredBefore()
    {
        FltAcquirePushLockExclusive(ref _lock);
        byte old = KeRaiseIrqlToDpcLevel();
        _views++;
        KeLowerIrql(old);
        FltReleasePushLock(ref _lock);
    }
}
