// A method that says which region it needs is asked at every call; what it calls may count on the region.
public sealed class Required
{
    private readonly ERESOURCE _r = new();
    private int _n;

    public Required() => ExInitializeResourceLite(_r);

    public void Outside() => {|DDI1001:Need()|};

    public void AfterLeaving()
    {
        KeEnterCriticalRegion();
        KeLeaveCriticalRegion();
        {|DDI1001:Need()|};
    }

    public void Inside()
    {
        KeEnterCriticalRegion();
        Need();
        NeedLock();
        KeLeaveCriticalRegion();
    }

    public void InsideGuarded()
    {
        KeEnterGuardedRegion();
        Need();
        NeedGuarded();
        KeLeaveGuardedRegion();
    }

    public void AtApcLevel()
    {
        KeRaiseIrql(APC_LEVEL, out byte old);
        Need();
        NeedGuarded();
        KeLowerIrql(old);
    }

    public void OnlyCritical()
    {
        KeEnterCriticalRegion();
        {|DDI1001:NeedGuarded()|};
        KeLeaveCriticalRegion();
    }

    public void GuardedOutside() => {|DDI1001:NeedGuarded()|};

    public void LockOutside() => {|DDI1001:NeedLock()|};

    public void ThroughHelper() => {|DDI1001:Helper()|};

    public void HelperInside()
    {
        KeEnterCriticalRegion();
        Helper();
        KeLeaveCriticalRegion();
    }

    private void Helper() => Need();

    [RequiresCriticalRegion]
    internal void Need() => _n++;

    [RequiresGuardedRegion]
    internal void NeedGuarded() => _n++;

    [RequiresCriticalRegion]
    internal void NeedLock()
    {
        ExAcquireResourceSharedLite(_r, true);
        ExReleaseResourceLite(_r);
    }
}
