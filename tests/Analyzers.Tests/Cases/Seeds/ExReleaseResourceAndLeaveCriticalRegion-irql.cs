// IRQL <= APC_LEVEL.
internal sealed class TimerQueue
{
    private readonly ERESOURCE _queue = new();
    private int _due;

    public void AtDispatch()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_queue);
        byte old = KeRaiseIrqlToDpcLevel();
        _due++;
        {|DDI4001:ExReleaseResourceAndLeaveCriticalRegion(_queue)|};
        KeLowerIrql(old);
    }

    public void AtApc()
    {
        KeRaiseIrql(APC_LEVEL, out byte old);
        ExEnterCriticalRegionAndAcquireResourceExclusive(_queue);
        _due++;
        ExReleaseResourceAndLeaveCriticalRegion(_queue);
        KeLowerIrql(old);
    }

    public void BackAtPassive()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(_queue);
        byte old = KeRaiseIrqlToDpcLevel();
        _due++;
        KeLowerIrql(old);
        ExReleaseResourceAndLeaveCriticalRegion(_queue);
    }
}
