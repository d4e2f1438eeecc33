// What is raised is lowered, on every way out, to what it was.
internal sealed class Profile
{
    private KSPIN_LOCK _spin;
    private int _samples;

    public void Forgotten()
    {
        {|DDI4002:KeRaiseIrql(APC_LEVEL, out _)|};
        _samples++;
    }

    public bool ForgottenOnEarlyReturn(int limit)
    {
        byte old = {|DDI4002:KeRaiseIrqlToDpcLevel()|};
        if (_samples > limit)
        {
            return false;
        }

        _samples++;
        KeLowerIrql(old);
        return true;
    }

    public bool RestoredOnEarlyReturn(int limit)
    {
        byte old = KeRaiseIrqlToDpcLevel();
        if (_samples > limit)
        {
            KeLowerIrql(old);
            return false;
        }

        _samples++;
        KeLowerIrql(old);
        return true;
    }

    public void WrongValue()
    {
        KeRaiseIrql(APC_LEVEL, out byte first);
        KeRaiseIrql(DISPATCH_LEVEL, out byte second);
        _samples += second;
        {|DDI4002:KeLowerIrql(first)|};
        KeLowerIrql(first);
    }

    public void Nested()
    {
        KeRaiseIrql(APC_LEVEL, out byte first);
        KeRaiseIrql(DISPATCH_LEVEL, out byte second);
        _samples++;
        KeLowerIrql(second);
        KeLowerIrql(first);
    }

    public int InFinally(Func<int> sample)
    {
        KeRaiseIrql(APC_LEVEL, out byte old);
        try
        {
            return _samples += sample();
        }
        finally
        {
            KeLowerIrql(old);
        }
    }

    public void FlagRemembers(bool raise)
    {
        byte old = PASSIVE_LEVEL;
        if (raise)
        {
            old = KeRaiseIrqlToDpcLevel();
        }

        _samples++;
        if (raise)
        {
            KeLowerIrql(old);
        }
    }

    public void CopiedValue()
    {
        byte old = KeRaiseIrqlToDpcLevel();
        byte saved = old;
        _samples++;
        KeLowerIrql(saved);
    }

    public void SpinLockRestoresItself()
    {
        KeAcquireSpinLock(ref _spin, out byte old);
        _samples++;
        KeReleaseSpinLock(ref _spin, old);
    }
}
