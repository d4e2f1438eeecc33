//! option ddi_compliance.strict = sdv
// "Disable normal kernel APC delivery by calling KeEnterCriticalRegion": the letter, as the rule WithinCriticalRegion reads it.
internal sealed class Ccb
{
    private readonly ERESOURCE _lock = new();
    private int _cookie;

    public void GuardedIsNotTheLetter()
    {
        KeEnterGuardedRegion();
        {|DDI1001:ExAcquireResourceExclusiveLite(_lock, true)|};
        _cookie++;
        ExReleaseResourceLite(_lock);
        KeLeaveGuardedRegion();
    }

    public void CriticalIsTheLetter()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_lock, true);
        _cookie++;
        ExReleaseResourceLite(_lock);
        KeLeaveCriticalRegion();
    }

    public void CriticalInsideGuarded()
    {
        KeEnterGuardedRegion();
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(_lock, true);
        _cookie++;
        ExReleaseResourceLite(_lock);
        KeLeaveCriticalRegion();
        KeLeaveGuardedRegion();
    }
}
