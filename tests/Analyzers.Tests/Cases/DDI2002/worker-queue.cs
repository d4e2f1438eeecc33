// A worker loop with its queue lock dropped around each item.
internal sealed class WorkQueue
{
    private readonly ERESOURCE _queue = new();
    private readonly Queue<Action> _items = new();
    private bool _stopping;
    private int _done;

    public void Drain()
    {
        FltAcquireResourceExclusive(_queue);
        while (_items.Count > 0)
        {
            Action item = _items.Dequeue();
            FltReleaseResource(_queue);
            item();
            FltAcquireResourceExclusive(_queue);
            _done++;
        }

        FltReleaseResource(_queue);
    }

    public void DrainUntilStopped()
    {
        bool held = false;
        try
        {
            FltAcquireResourceExclusive(_queue);
            held = true;
            while (!_stopping && _items.TryDequeue(out Action item))
            {
                FltReleaseResource(_queue);
                held = false;
                item();
                FltAcquireResourceExclusive(_queue);
                held = true;
            }
        }
        finally
        {
            if (held)
            {
                FltReleaseResource(_queue);
            }
        }
    }

    public bool TakeOne(out Action item)
    {
        FltAcquireResourceExclusive(_queue);
        if (!_items.TryDequeue(out item))
        {
            FltReleaseResource(_queue);
            return false;
        }

        FltReleaseResource(_queue);
        return true;
    }

    public bool TakeOneForgotten(out Action item)
    {
        {|DDI2002:FltAcquireResourceExclusive(_queue)|};
        if (!_items.TryDequeue(out item))
        {
            return false;
        }

        FltReleaseResource(_queue);
        return true;
    }

    public void StopsInTheMiddle()
    {
        {|DDI2002:FltAcquireResourceExclusive(_queue)|};
        while (_items.Count > 0)
        {
            if (_stopping)
            {
                return;
            }

            FltReleaseResource(_queue);
            Thread.Yield();
            {|DDI2002:FltAcquireResourceExclusive(_queue)|};
        }

        FltReleaseResource(_queue);
    }

    public void PostUnlessStopping(Action item)
    {
        FltAcquireResourceExclusive(_queue);
        bool accepted = !_stopping;
        if (accepted)
        {
            _items.Enqueue(item);
        }

        FltReleaseResource(_queue);
        if (!accepted)
        {
            item();
        }
    }
}
