namespace Adopt;

/// <summary>A bounded queue behind a monitor.</summary>
public sealed class WorkQueue(int capacity)
{
    private readonly object _gate = new();
    private readonly Queue<Func<Task>> _work = new();
    private bool _isClosed;

    /// <summary>Right: `lock` needs no help, and waiting gives the monitor back.</summary>
    public void Enqueue(Func<Task> work)
    {
        lock (_gate)
        {
            while (_work.Count == capacity)
            {
                Monitor.Wait(_gate);
            }

            _work.Enqueue(work);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Right: the flag remembers.</summary>
    public bool TryEnqueue(Func<Task> work)
    {
        bool taken = false;
        try
        {
            Monitor.TryEnter(_gate, ref taken);
            if (!taken || _isClosed || _work.Count == capacity)
            {
                return false;
            }

            _work.Enqueue(work);
            return true;
        }
        finally
        {
            if (taken)
            {
                Monitor.Exit(_gate);
            }
        }
    }

    /// <summary>DDI2002: a closed queue keeps the monitor.</summary>
    public Func<Task>? Dequeue()
    {
        Monitor.Enter(_gate);
        if (_isClosed)
        {
            return null;
        }

        Func<Task>? work = _work.Count == 0 ? null : _work.Dequeue();
        Monitor.Exit(_gate);
        return work;
    }

    /// <summary>DDI2001: left in the loop, and again behind it.</summary>
    public void Close()
    {
        Monitor.Enter(_gate);
        _isClosed = true;
        while (_work.Count > 0)
        {
            if (_work.Dequeue() is null)
            {
                Monitor.Exit(_gate);
                break;
            }
        }

        Monitor.Exit(_gate);
    }

    /// <summary>DDI4004: awaited inside the monitor, which another thread cannot leave.</summary>
    public async Task RunOneAsync()
    {
        Monitor.Enter(_gate);
        try
        {
            await _work.Dequeue()();
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }

    /// <summary>DDI5003: pulsed without the monitor; the runtime throws.</summary>
    public void Wake() => Monitor.PulseAll(_gate);
}
