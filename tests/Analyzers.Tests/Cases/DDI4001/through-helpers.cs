// The helper waits; the caller is at DISPATCH_LEVEL.
internal sealed class Port
{
    private readonly ERESOURCE _resource = new();
    private KSPIN_LOCK _spin;
    private int _value;

    public void UnderSpinLock()
    {
        KeAcquireSpinLock(ref _spin, out byte old);
        {|DDI4001:Locked()|};
        KeReleaseSpinLock(ref _spin, old);
    }

    public void AfterSpinLock()
    {
        KeAcquireSpinLock(ref _spin, out byte old);
        _value++;
        KeReleaseSpinLock(ref _spin, old);
        Locked();
    }

    public void RaisedByAHelper()
    {
        byte old = Raise();
        {|DDI4001:Locked()|};
        KeLowerIrql(old);
    }

    public void LoweredByAHelper()
    {
        byte old = Raise();
        _value++;
        Lower(old);
        Locked();
    }

    private void Locked()
    {
        FltAcquireResourceExclusive(_resource);
        _value++;
        FltReleaseResource(_resource);
    }

    private static byte Raise() => KeRaiseIrqlToDpcLevel();

    private static void Lower(byte old) => KeLowerIrql(old);
}
