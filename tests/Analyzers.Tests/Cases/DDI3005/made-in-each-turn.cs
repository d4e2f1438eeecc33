// What a helper returns, or `new` makes, is another object each time round a loop.
internal sealed class Device
{
    internal readonly ERESOURCE Lock = new();
    internal bool IsLast;
    internal ulong Id;
}

internal sealed class Work
{
    internal Device Device = new();
}

public sealed class Queues
{
    private readonly Queue<Work> _queue = new();
    private readonly Dictionary<ulong, Device> _devices = new();
    private readonly Device[] _slots = new Device[8];
    private KSPIN_LOCK _spin;
    private EX_PUSH_LOCK _map;

    public void DrainsAndDeletes()
    {
        for (; ; )
        {
            Work? work = Take();
            if (work == null)
            {
                return;
            }

            Device device = work.Device;
            FltAcquireResourceShared(device.Lock);
            FltReleaseResource(device.Lock);
            Free(device);
        }
    }

    public void DrainsAndUsesAfterwards()
    {
        Work? work;
        while ((work = Take()) != null)
        {
            Free(work.Device);
            {|DDI3005:FltAcquireResourceShared(work.Device.Lock)|};
            FltReleaseResource(work.Device.Lock);
        }
    }

    public void ReleasesTwice()
    {
        Work? work = Take();
        while (work != null)
        {
            FltAcquireResourceShared(work.Device.Lock);
            FltReleaseResource(work.Device.Lock);
            {|DDI2001:FltReleaseResource(work.Device.Lock)|};
            work = Take();
        }
    }

    internal void Couples(Device node)
    {
        FltAcquireResourceExclusive(node.Lock);
        while (!node.IsLast)
        {
            Device? child = Find(node.Id);
            if (child is null)
            {
                FltReleaseResource(node.Lock);
                return;
            }

            FltAcquireResourceExclusive(child.Lock);
            FltReleaseResource(node.Lock);
            node = child;
        }

        FltReleaseResource(node.Lock);
    }

    internal void CouplesAndForgetsOneExit(Device node)
    {
        {|DDI2002:FltAcquireResourceExclusive(node.Lock)|};
        while (!node.IsLast)
        {
            Device? child = Find(node.Id);
            if (child is null)
            {
                return;
            }

            {|DDI2002:FltAcquireResourceExclusive(child.Lock)|};
            FltReleaseResource(node.Lock);
            node = child;
        }

        FltReleaseResource(node.Lock);
    }

    public void InitialisesEach()
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            Device device = new();
            ExInitializeResourceLite(device.Lock);
            _slots[i] = device;
        }
    }

    public void InitialisesEachTwice()
    {
        for (int i = 0; i < _slots.Length; i++)
        {
            Device device = new();
            ExInitializeResourceLite(device.Lock);
            {|DDI3006:ExInitializeResourceLite(device.Lock)|};
            _slots[i] = device;
        }
    }

    public void MakesUsesAndDeletesEach()
    {
        for (int i = 0; i < 4; i++)
        {
            Device device = Make();
            FltAcquireResourceShared(device.Lock);
            FltReleaseResource(device.Lock);
            ExDeleteResourceLite(device.Lock);
        }
    }

    public void KeepsTheOneBefore()
    {
        Work? last = null;
        for (; ; )
        {
            Work? work = Take();
            if (work is null)
            {
                break;
            }

            if (last is not null)
            {
                FltAcquireResourceShared(last.Device.Lock);
                FltReleaseResource(last.Device.Lock);
            }

            Free(work.Device);
            ExInitializeResourceLite(work.Device.Lock);
            last = work;
        }
    }

    public void UsesTheOneBeforeDeleted()
    {
        Work? last = null;
        for (; ; )
        {
            Work? work = Take();
            if (work is null)
            {
                break;
            }

            if (last is not null)
            {
                {?DDI3005:FltAcquireResourceShared(last.Device.Lock)?};
                FltReleaseResource(last.Device.Lock);
            }

            Free(work.Device);
            last = work;
        }
    }

    private Work? Take()
    {
        KeAcquireSpinLock(ref _spin, out byte irql);
        Work? work = _queue.Count > 0 ? _queue.Dequeue() : null;
        KeReleaseSpinLock(ref _spin, irql);
        return work;
    }

    private Device? Find(ulong id)
    {
        FltAcquirePushLockShared(ref _map);
        if (_devices.TryGetValue(id, out Device? device))
        {
            FltReleasePushLock(ref _map);
            return device;
        }

        FltReleasePushLock(ref _map);
        return null;
    }

    private static Device Make()
    {
        Device device = new();
        ExInitializeResourceLite(device.Lock);
        return device;
    }

    private static void Free(Device device) => ExDeleteResourceLite(device.Lock);
}
