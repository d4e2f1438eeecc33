// The level that was saved, not another.
internal sealed class Timer
{
    private int _ticks;

    public void Inner()
    {
        KeRaiseIrql(APC_LEVEL, out byte outer);
        KeRaiseIrql(DISPATCH_LEVEL, out byte inner);
        _ticks++;
        KeLowerIrql(inner);
        KeLowerIrql(outer);
    }
}
