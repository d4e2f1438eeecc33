// At a level where nobody may wait there is no order of waiting: the level is the mistake.
internal sealed class NotAtDispatchLevel
{
    private static readonly ERESOURCE s_outer = new();
    private static KSPIN_LOCK s_spin;
    private static int s_n;

    public static void InOrder()
    {
        FltAcquireResourceShared(s_outer);
        KeAcquireSpinLock(ref s_spin, out byte old);
        s_n++;
        KeReleaseSpinLock(ref s_spin, old);
        FltReleaseResource(s_outer);
    }

    public static void AtDispatch()
    {
        KeEnterCriticalRegion();
        KeAcquireSpinLock(ref s_spin, out byte old);
        {|DDI4001:ExAcquireResourceSharedLite(s_outer, true)|};
        s_n--;
        ExReleaseResourceLite(s_outer);
        KeReleaseSpinLock(ref s_spin, old);
        KeLeaveCriticalRegion();
    }
}
