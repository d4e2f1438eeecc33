// Calls whose bodies nobody sees may throw: information, not a warning.
internal interface IDisk
{
    int Read(long offset);
}

internal sealed class Reader
{
    private readonly ERESOURCE _resource = new();
    private EX_PUSH_LOCK _stats;
    private int _reads;

    public int OpaqueHolding(IDisk disk)
    {
        {|DDI2003:FltAcquireResourceShared(_resource)|};
        int read = disk.Read(_reads);
        FltReleaseResource(_resource);
        return read;
    }

    public int OpaqueUnderFinally(IDisk disk)
    {
        FltAcquireResourceShared(_resource);
        try
        {
            return disk.Read(_reads);
        }
        finally
        {
            FltReleaseResource(_resource);
        }
    }

    public int OpaqueBeforeAndAfter(IDisk disk)
    {
        int read = disk.Read(0);
        FltAcquireResourceShared(_resource);
        _reads += read;
        FltReleaseResource(_resource);
        return read + disk.Read(1);
    }

    public int DelegateHolding(Func<long, int> read)
    {
        {|DDI2003:FltAcquirePushLockExclusive(ref _stats)|};
        _reads += read(0);
        FltReleasePushLock(ref _stats);
        return _reads;
    }

    public int VisibleHelperDoesNotThrow()
    {
        FltAcquireResourceShared(_resource);
        int next = Next(_reads);
        FltReleaseResource(_resource);
        return next;
    }

    public int OpaqueCaughtAndReleased(IDisk disk)
    {
        FltAcquireResourceShared(_resource);
        int read;
        try
        {
            read = disk.Read(0);
        }
        catch (Exception)
        {
            read = -1;
        }

        FltReleaseResource(_resource);
        return read;
    }

    private static int Next(int value) => value + 1;
}
