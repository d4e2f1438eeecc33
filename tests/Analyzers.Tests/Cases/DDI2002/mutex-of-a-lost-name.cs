// The variable is given the next object while the mutex of the last one is held: nobody can release it any more.
internal sealed class Request
{
    public readonly FAST_MUTEX Mutex = new();
    public bool Stale;
    public int Count;
}

internal sealed class Requests
{
    private readonly Queue<Request> _queue = new();

    private Request? Pop() => _queue.Count == 0 ? null : _queue.Dequeue();

    public Request? Forgets()
    {
    again:
        Request? r = Pop();
        if (r == null)
        {
            return null;
        }

        {|DDI2002:ExAcquireFastMutex(r.Mutex)|};
        if (r.Stale)
        {
            goto again;
        }

        r.Count++;
        ExReleaseFastMutex(r.Mutex);
        return r;
    }

    public Request? Releases()
    {
    again:
        Request? r = Pop();
        if (r == null)
        {
            return null;
        }

        ExAcquireFastMutex(r.Mutex);
        if (r.Stale)
        {
            ExReleaseFastMutex(r.Mutex);
            goto again;
        }

        r.Count++;
        ExReleaseFastMutex(r.Mutex);
        return r;
    }

    public void Raised(Request r)
    {
        {|DDI4002:KeRaiseIrql(APC_LEVEL, out byte old)|};
        r.Count += old;
    }
}
