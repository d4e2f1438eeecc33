// Kernel-style project: no runtime class, the routines are bound by hand and locks are addresses.
using System.Runtime.InteropServices;

internal static unsafe class Ntos
{
    [DllImport("ntoskrnl.exe")]
    public static extern void KeEnterCriticalRegion();

    [DllImport("ntoskrnl.exe")]
    public static extern void KeLeaveCriticalRegion();

    [DllImport("ntoskrnl.exe")]
    public static extern bool ExAcquireResourceExclusiveLite(nint Resource, bool Wait);

    [DllImport("ntoskrnl.exe", EntryPoint = "ExAcquireResourceSharedLite")]
    public static extern byte AcquireShared(nint resource, byte wait);

    [DllImport("ntoskrnl.exe")]
    public static extern void ExReleaseResourceLite(nint Resource);

    [DllImport("ntoskrnl.exe", EntryPoint = "ExfAcquireSomethingElse")]
    public static extern bool ExAcquireResourceSharedLite(nint Resource, bool Wait);
}

internal unsafe struct NativeFcb
{
    public nint Resource;
    public long FileSize;
}

internal static unsafe class NativeDispatch
{
    private static nint s_globalResource;

    public static void Grow(NativeFcb* fcb, long by)
    {
        {|DDI1001:Ntos.ExAcquireResourceExclusiveLite(fcb->Resource, true)|};
        fcb->FileSize += by;
        Ntos.ExReleaseResourceLite(fcb->Resource);
    }

    public static void GrowInRegion(NativeFcb* fcb, long by)
    {
        Ntos.KeEnterCriticalRegion();
        Ntos.ExAcquireResourceExclusiveLite(fcb->Resource, true);
        fcb->FileSize += by;
        Ntos.ExReleaseResourceLite(fcb->Resource);
        Ntos.KeLeaveCriticalRegion();
    }

    public static long RenamedEntryPoint(NativeFcb* fcb)
    {
        _ = {|DDI1001:Ntos.AcquireShared(s_globalResource, 1)|};
        long size = fcb->FileSize;
        Ntos.ExReleaseResourceLite(s_globalResource);
        return size;
    }

    public static bool OnlyTheNameIsAlike(NativeFcb* fcb)
    {
        // The entry point is another routine; the C# name decides nothing.
        return Ntos.ExAcquireResourceSharedLite(fcb->Resource, true);
    }
}
