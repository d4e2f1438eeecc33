// The IRQL depends on the path; on one of them it is too high.
internal sealed class Timer
{
    private readonly ERESOURCE _resource = new();
    private KSPIN_LOCK _spin;
    private int _fired;

    public void RaisedOnOnePath(bool urgent)
    {
        byte old = 0;
        if (urgent)
        {
            old = KeRaiseIrqlToDpcLevel();
        }

        {|DDI4001:FltAcquireResourceExclusive(_resource)|};
        _fired++;
        FltReleaseResource(_resource);
        if (urgent)
        {
            KeLowerIrql(old);
        }
    }

    public void RaisedOnTheOther(bool urgent)
    {
        byte old = 0;
        if (urgent)
        {
            old = KeRaiseIrqlToDpcLevel();
            _fired++;
        }

        if (!urgent)
        {
            FltAcquireResourceExclusive(_resource);
            _fired++;
            FltReleaseResource(_resource);
        }

        if (urgent)
        {
            KeLowerIrql(old);
        }
    }

    public bool Asked()
    {
        if (KeGetCurrentIrql() > APC_LEVEL)
        {
            return false;
        }

        FltAcquireResourceShared(_resource);
        _fired++;
        FltReleaseResource(_resource);
        return true;
    }

    public bool AskedWrongly()
    {
        byte old = KeRaiseIrqlToDpcLevel();
        if (KeGetCurrentIrql() >= DISPATCH_LEVEL)
        {
            {|DDI4001:FltAcquireResourceShared(_resource)|};
            _fired++;
            KeLowerIrql(old);
            FltReleaseResource(_resource);
            return true;
        }

        KeLowerIrql(old);
        return false;
    }

    public void LoweredBetween()
    {
        KeAcquireSpinLock(ref _spin, out byte old);
        _fired++;
        KeReleaseSpinLock(ref _spin, old);
        FltAcquireResourceExclusive(_resource);
        _fired--;
        FltReleaseResource(_resource);
    }

    [DriverRole("KDEFERRED_ROUTINE")]
    public void DeferredRoutine(object context)
    {
        {|DDI4001:FltAcquireResourceShared(_resource)|};
        _fired++;
        FltReleaseResource(_resource);
    }

    [IrqlRequiresMax(APC_LEVEL)]
    public void DeclaredLow()
    {
        FltAcquireResourceShared(_resource);
        _fired++;
        FltReleaseResource(_resource);
    }

    public void CallsTheDeclared()
    {
        byte old = KeRaiseIrqlToDpcLevel();
        {|DDI4001:DeclaredLow()|};
        KeLowerIrql(old);
    }
}
