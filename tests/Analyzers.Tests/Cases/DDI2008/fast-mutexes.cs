// A try that raises the IRQL when it succeeds: that nobody asked whether it did is one mistake.
public sealed class Device
{
    private readonly FAST_MUTEX _mutex = new();
    private int _count;

    public bool Ignored()
    {
        {|DDI2008:ExTryToAcquireFastMutex(_mutex)|};
        if (_count == 0)
        {
            return false;
        }

        ExReleaseFastMutex(_mutex);
        return true;
    }

    public bool Discarded(int offset)
    {
        _ = {|DDI2008:ExTryToAcquireFastMutex(_mutex)|};
        if (offset < 0)
        {
            return false;
        }

        ExReleaseFastMutex(_mutex);
        return true;
    }

    public bool Asked()
    {
        if (!ExTryToAcquireFastMutex(_mutex))
        {
            return false;
        }

        ExReleaseFastMutex(_mutex);
        return true;
    }
}
