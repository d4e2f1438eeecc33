//! fix WheneverFix
// A condition that does not decide whether the lock is held is not asked before the release.
internal sealed class Bitmap
{
    private readonly ERESOURCE _resource = new();
    private readonly ERESOURCE _paging = new();
    private int _free;

    public bool Reserve(int count)
    {
        {|DDI2002:FltAcquireResourceExclusive(_resource)|};
        bool fits = _free >= count;
        if (fits)
        {
            _free -= count;
        }

        // One release serves both.
        if (fits)
        {
            FltReleaseResource(_resource); // the bitmap is ours to here
        }

        return fits;
    }

    public void Flush(bool wait, bool paging)
    {
        KeEnterCriticalRegion();
        bool held = {|DDI2002:ExAcquireResourceSharedLite(_paging, wait)|};
        if (held)
        {
            _free++;
        }

        if (held && paging) ExReleaseResourceLite(_paging);
        KeLeaveCriticalRegion();
    }
}

internal static class Status
{
    private static readonly ERESOURCE s_lock = new();

    // What the condition asks has an effect: it stays, and so does the report.
    public static void Query(Queue<int> queue)
    {
        {|DDI2002:FltAcquireResourceShared(s_lock)|};
        if (queue.TryDequeue(out _))
            FltReleaseResource(s_lock);
    }
}
