//! fix Declare that
// What a method does for its callers is declared, if its author says so.
internal sealed class C
{
    private readonly ERESOURCE _r = new();
    private readonly ERESOURCE _main = new();
    private EX_PUSH_LOCK _p;
    private int _n;

    /// <summary>Leaves for its caller.</summary>
    [LeavesCriticalRegion]
    public void Lone()
    {
        _n++;
        KeLeaveCriticalRegion();
    }

    [ReleasesLock(nameof(_r))]
    [LeavesCriticalRegion]
    public void Given()
    {
        FltReleaseResource(_r);
    }

    [ReleasesLock("c._p")]
    [LeavesCriticalRegion]
    public static void Finish(C c)
    {
        FltReleasePushLock(ref c._p);
    }

    [AcquiresSharedLock(nameof(_r))]
    public int Begin()
    {
        FltAcquireResourceShared(_r);
        return ++_n;
    }

    // Another lock is forgotten here: this is no release for a caller.
    [AcquiresSharedLock(nameof(_main))]
    public void Mistaken()
    {
        FltAcquireResourceShared(_main);
        {|DDI2001:FltReleaseResource(_r)|};
    }

    [EntersGuardedRegion]
    public void Open()
    {
        KeEnterGuardedRegion();
        _n++;
    }
}
