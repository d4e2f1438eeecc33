//! fix DDI1001.Wrapper
// The filter manager's routines bring their own region, on all paths.
internal sealed class StreamCache
{
    private readonly ERESOURCE _resource = new();
    private EX_PUSH_LOCK _ids;
    private int _count;

    public int Two(bool quick)
    {
        {|DDI1001:ExAcquireResourceSharedLite(_resource, Wait: true)|};
        if (quick)
        {
            ExReleaseResourceLite(_resource); // soon
            return 0;
        }

        int count = _count;
        ExReleaseResourceLite(_resource);
        return count;
    }

    public void PushLock()
    {
        {|DDI1001:ExAcquirePushLockExclusive(ref _ids)|};
        try
        {
            _count++;
        }
        finally
        {
            ExReleasePushLockExclusive(ref _ids);
        }
    }
}
