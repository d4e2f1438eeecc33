// A wait without a time-out is legal at lower levels only than one that gives up.
public sealed class Waits
{
    private readonly object _event = new();
    private KSPIN_LOCK _spin;

    public void ForEver()
    {
        KeAcquireSpinLock(ref _spin, out byte irql);
        {|DDI4001:KeWaitForSingleObject(_event, KWAIT_REASON.Executive, KPROCESSOR_MODE.KernelMode, false, null)|};
        KeReleaseSpinLock(ref _spin, irql);
    }

    public void ForEverByName()
    {
        byte old = KeRaiseIrqlToDpcLevel();
        {|DDI4001:KeWaitForSingleObject(_event, KWAIT_REASON.Executive, KPROCESSOR_MODE.KernelMode, false, Timeout: null)|};
        KeLowerIrql(old);
    }

    public bool NotAtAll()
    {
        KeAcquireSpinLock(ref _spin, out byte irql);
        NTSTATUS status = KeWaitForSingleObject(_event, KWAIT_REASON.Executive, KPROCESSOR_MODE.KernelMode, false, 0L);
        KeReleaseSpinLock(ref _spin, irql);
        return status == STATUS_SUCCESS;
    }

    public void Perhaps(long? timeout)
    {
        KeAcquireSpinLock(ref _spin, out byte irql);
        KeWaitForSingleObject(_event, KWAIT_REASON.Executive, KPROCESSOR_MODE.KernelMode, false, timeout);
        KeReleaseSpinLock(ref _spin, irql);
    }

    public void ForSomeTime()
    {
        KeAcquireSpinLock(ref _spin, out byte irql);
        {|DDI4001:KeWaitForSingleObject(_event, KWAIT_REASON.Executive, KPROCESSOR_MODE.KernelMode, false, -10_000L)|};
        KeReleaseSpinLock(ref _spin, irql);
    }

    public void AtPassive() => KeWaitForSingleObject(_event, KWAIT_REASON.Executive, KPROCESSOR_MODE.KernelMode, false, null);
}
