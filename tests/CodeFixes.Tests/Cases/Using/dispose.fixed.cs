// A guard that is not disposed of on every way out becomes the resource of a using.
internal sealed class C
{
    private readonly ERESOURCE _r = new();
    private int _n;

    public int G(bool early)
    {
        using var guard = new Guard(_r);
        if (early)
        {
            return -1;
        }

        int value = ++_n;
        return value;
    }
}

internal sealed class Guard : IDisposable
{
    private readonly ERESOURCE _lock;

    public Guard(ERESOURCE @lock)
    {
        _lock = @lock;
        FltAcquireResourceExclusive(@lock);
    }

    public void Dispose() => FltReleaseResource(_lock);
}
