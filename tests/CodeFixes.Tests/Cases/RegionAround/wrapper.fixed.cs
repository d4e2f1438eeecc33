//! fix DDI1001.Wrapper
// The filter manager's routines bring their own region, on all paths.
internal sealed class StreamCache
{
    private readonly ERESOURCE _resource = new();
    private EX_PUSH_LOCK _ids;
    private int _count;

    public int Two(bool quick)
    {
        FltAcquireResourceShared(_resource);
        if (quick)
        {
            FltReleaseResource(_resource); // soon
            return 0;
        }

        int count = _count;
        FltReleaseResource(_resource);
        return count;
    }

    public void PushLock()
    {
        FltAcquirePushLockExclusive(ref _ids);
        try
        {
            _count++;
        }
        finally
        {
            FltReleasePushLock(ref _ids);
        }
    }
}
