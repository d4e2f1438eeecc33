// A spin lock that was converted is released as what it is now.
internal sealed class Endpoint
{
    private EX_SPIN_LOCK _lock;
    private int _port;

    public void Learn(int port)
    {
        byte irql = ExAcquireSpinLockShared(ref _lock);
        if (_port == port || !ExTryConvertSharedSpinLockExclusive(ref _lock))
        {
            ExReleaseSpinLockShared(ref _lock, irql);
            return;
        }

        _port = port;
        {|DDI2007:ExReleaseSpinLockShared(ref _lock, irql)|};
    }
}
