// Guarded regions keep a counter of their own.
internal sealed class PendingQueue
{
    private readonly ERESOURCE _resource = new();
    private readonly KGUARDED_MUTEX _mutex = new();
    private int _length;

    public void Lone()
    {
        _length++;
        {|DDI1004:KeLeaveGuardedRegion()|};
    }

    public void InsideACriticalRegion()
    {
        KeEnterCriticalRegion();
        _length++;
        {|DDI1004:KeLeaveGuardedRegion()|};
        KeLeaveCriticalRegion();
    }

    public void AfterTheMutexThatLeavesItself()
    {
        KeAcquireGuardedMutex(_mutex);
        _length++;
        KeReleaseGuardedMutex(_mutex);
        {|DDI1004:KeLeaveGuardedRegion()|};
    }

    public void OnTheBranchThatDidNotEnter(bool urgent)
    {
        if (urgent)
        {
            KeEnterGuardedRegion();
            _length--;
        }

        {|DDI1004:KeLeaveGuardedRegion()|};
    }

    public void Nested()
    {
        KeEnterGuardedRegion();
        KeEnterGuardedRegion();
        _length++;
        KeLeaveGuardedRegion();
        KeLeaveGuardedRegion();
    }

    public void CrossedWithACriticalRegion()
    {
        KeEnterGuardedRegion();
        KeEnterCriticalRegion();
        _length++;
        KeLeaveGuardedRegion();
        KeLeaveCriticalRegion();
    }

    public void FlagRemembers(bool urgent)
    {
        bool entered = urgent || _length > 10;
        if (entered)
        {
            KeEnterGuardedRegion();
        }

        _length--;
        if (entered)
        {
            KeLeaveGuardedRegion();
        }
    }
}
