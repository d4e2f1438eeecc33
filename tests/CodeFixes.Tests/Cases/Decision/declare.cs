//! fix Declare that
// What a method does for its callers is declared, if its author says so.
internal sealed class C
{
    private readonly ERESOURCE _r = new();
    private readonly ERESOURCE _main = new();
    private EX_PUSH_LOCK _p;
    private int _n;

    /// <summary>Leaves for its caller.</summary>
    public void Lone()
    {
        _n++;
        {|DDI1002:KeLeaveCriticalRegion()|};
    }

    public void Given()
    {
        {|DDI2001:FltReleaseResource(_r)|};
    }

    public static void Finish(C c)
    {
        {|DDI2001:FltReleasePushLock(ref c._p)|};
    }

    public int Begin()
    {
        {|DDI2002:FltAcquireResourceShared(_r)|};
        return ++_n;
    }

    // Another lock is forgotten here: this is no release for a caller.
    public void Mistaken()
    {
        {|DDI2002:FltAcquireResourceShared(_main)|};
        {|DDI2001:FltReleaseResource(_r)|};
    }

    public void Open()
    {
        {|DDI1005:KeEnterGuardedRegion()|};
        _n++;
    }
}
