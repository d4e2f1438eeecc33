//! rules DDI1010
// The region and, when nothing else is in it, the finally.
internal sealed class PreWrite
{
    private readonly ERESOURCE _resource = new();
    private int _writes;

    public void Straight()
    {
        // Flt routines manage APCs themselves.
        FltAcquireResourceExclusive(_resource);
        _writes++;
        FltReleaseResource(_resource);
    }

    public void InFinally()
    {
        KeEnterCriticalRegion();
        FltAcquireResourceExclusive(_resource);
        try
        {
            // Counted once.
            _writes++;
        }
        finally
        {
            FltReleaseResource(_resource);
            KeLeaveCriticalRegion();
        }
    }
}
