// The level that a spin lock was taken at is given back with it; another one stays for good.
internal sealed class SpinLevels
{
    private KSPIN_LOCK _lock;
    private int _n;

    public void Saved()
    {
        KeAcquireSpinLock(ref _lock, out byte old);
        _n++;
        KeReleaseSpinLock(ref _lock, old);
    }

    public void Dispatch()
    {
        KeAcquireSpinLock(ref _lock, out byte old);
        _n += old;
        {|DDI4002:KeReleaseSpinLock(ref _lock, DISPATCH_LEVEL)|};
    }

    public void InTwoSteps()
    {
        KeRaiseIrql(DISPATCH_LEVEL, out byte old);
        _n++;
        KeLowerIrql(APC_LEVEL);
        _n++;
        KeLowerIrql(old);
    }
}
