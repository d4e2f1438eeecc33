// Raised and lowered through helpers and guards.
internal readonly ref struct IrqlGuard
{
    private readonly byte _old;

    public IrqlGuard(byte level) => KeRaiseIrql(level, out _old);

    public void Dispose() => KeLowerIrql(_old);
}

internal sealed class Samples
{
    private int _value;

    public int HelperPair()
    {
        byte old = Raise();
        int value = ++_value;
        KeLowerIrql(old);
        return value;
    }

    public int HelperForgotten(int limit)
    {
        byte old = {|DDI4002:Raise()|};
        if (_value > limit)
        {
            return -1;
        }

        _value++;
        KeLowerIrql(old);
        return _value;
    }

    public int Guard(int limit)
    {
        using var irql = new IrqlGuard(APC_LEVEL);
        return _value > limit ? -1 : ++_value;
    }

    private static byte Raise() => KeRaiseIrqlToDpcLevel();
}
