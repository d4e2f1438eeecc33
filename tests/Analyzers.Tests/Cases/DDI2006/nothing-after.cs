// A thread that waits for itself never gets further: what it would have forgotten there is not said.
public sealed class Queue
{
    private KSPIN_LOCK _spin;
    private EX_PUSH_LOCK _push;
    private readonly LinkedList<int> _items = new();

    public int Drain(Action<int> act)
    {
        int drained = 0;
        KeAcquireSpinLock(ref _spin, out byte irql);
        while (_items.First is { } first)
        {
            _items.RemoveFirst();
            act(first.Value);
            {|DDI2006:KeAcquireSpinLock(ref _spin, out irql)|};
            drained++;
        }

        KeReleaseSpinLock(ref _spin, irql);
        return drained;
    }

    public int DrainUnlocked(Action<int> act)
    {
        int drained = 0;
        KeAcquireSpinLock(ref _spin, out byte irql);
        while (_items.First is { } first)
        {
            _items.RemoveFirst();
            KeReleaseSpinLock(ref _spin, irql);
            act(first.Value);
            KeAcquireSpinLock(ref _spin, out irql);
            drained++;
        }

        KeReleaseSpinLock(ref _spin, irql);
        return drained;
    }

    public void Twice(bool again)
    {
        FltAcquirePushLockShared(ref _push);
        if (again)
        {
            {|DDI2006:FltAcquirePushLockExclusive(ref _push)|};
        }

        FltReleasePushLock(ref _push);
    }
}
