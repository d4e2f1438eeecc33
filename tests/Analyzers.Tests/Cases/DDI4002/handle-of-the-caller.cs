// The level is kept in the caller's queue handle: a helper that releases restores it.
public sealed class Adapter
{
    public KSPIN_LOCK Lock;
    public int Pending;
    public bool Stopped;
}

public static class Submission
{
    public static bool Submit(Adapter adapter)
    {
        KLOCK_QUEUE_HANDLE handle = default;
        Take(adapter, ref handle);
        if (adapter.Stopped)
        {
            Give(ref handle);
            return false;
        }

        adapter.Pending++;
        Give(ref handle);
        return true;
    }

    public static void Forget(Adapter adapter)
    {
        KLOCK_QUEUE_HANDLE handle = default;
        {|DDI2002:Take(adapter, ref handle)|};
        adapter.Pending++;
    }

    private static void Take(Adapter adapter, ref KLOCK_QUEUE_HANDLE handle) => KeAcquireInStackQueuedSpinLock(ref adapter.Lock, ref handle);

    private static void Give(ref KLOCK_QUEUE_HANDLE handle) => KeReleaseInStackQueuedSpinLock(ref handle);
}
