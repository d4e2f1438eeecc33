// A helper that releases under a flag it is given by reference, and forgets to clear it.
internal sealed class FlagByReference
{
    private readonly ERESOURCE _r = new();

    private static void Drop(ERESOURCE r, ref bool held)
    {
        if (!held)
        {
            return;
        }

        ExReleaseResourceLite(r);
    }

    private static void DropAndClear(ERESOURCE r, ref bool held)
    {
        if (held)
        {
            ExReleaseResourceLite(r);
            held = false;
        }
    }

    private static void DropByHelper(ERESOURCE r, ref bool held) => DropAndClear(r, ref held);

    public void Twice()
    {
        KeEnterCriticalRegion();
        bool held = ExAcquireResourceSharedLite(_r, true);
        Drop(_r, ref held);
        {|DDI2001:Drop(_r, ref held)|};
        KeLeaveCriticalRegion();
    }

    public void Cleared()
    {
        KeEnterCriticalRegion();
        bool held = ExAcquireResourceSharedLite(_r, true);
        DropAndClear(_r, ref held);
        DropAndClear(_r, ref held);
        KeLeaveCriticalRegion();
    }

    public void ClearedByAHelper()
    {
        KeEnterCriticalRegion();
        bool held = ExAcquireResourceSharedLite(_r, true);
        DropByHelper(_r, ref held);
        DropByHelper(_r, ref held);
        KeLeaveCriticalRegion();
    }

    public void NeverTaken()
    {
        KeEnterCriticalRegion();
        bool held = false;
        Drop(_r, ref held);
        KeLeaveCriticalRegion();
    }
}
