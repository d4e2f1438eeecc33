//! without runtime
// Native bindings: locks are void pointers and addresses of fields.
using System.Runtime.InteropServices;

internal static unsafe class Nt
{
    [DllImport("ntoskrnl.exe", EntryPoint = "ExEnterCriticalRegionAndAcquireResourceExclusive")]
    public static extern void* EnterAndAcquire(void* resource);

    [DllImport("ntoskrnl.exe")]
    public static extern void ExReleaseResourceAndLeaveCriticalRegion(void* Resource);

    [DllImport("fltmgr.sys", ExactSpelling = true)]
    public static extern void FltAcquirePushLockExclusiveEx(nuint* PushLock, uint Flags);

    [DllImport("fltmgr.sys", ExactSpelling = true)]
    public static extern void FltReleasePushLockEx(nuint* PushLock, uint Flags);

    [DllImport("ntoskrnl.exe")]
    public static extern void KeEnterCriticalRegion();

    [DllImport("ntoskrnl.exe")]
    public static extern void KeLeaveCriticalRegion();

    [DllImport("ntoskrnl.exe")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static extern bool ExAcquireResourceExclusiveLite(void* Resource, [MarshalAs(UnmanagedType.U1)] bool Wait);

    [DllImport("ntoskrnl.exe")]
    public static extern void ExReleaseResourceLite(void* Resource);
}

internal unsafe struct NativeVcb
{
    public fixed byte Resource[104];
    public nuint NameLock;
    public void* SharedResource;
    public int Mounted;
}

internal static unsafe class NativeVolume
{
    public static void Combined(NativeVcb* vcb)
    {
        Nt.EnterAndAcquire(vcb->SharedResource);
        vcb->Mounted++;
        Nt.ExReleaseResourceAndLeaveCriticalRegion(vcb->SharedResource);
    }

    public static int CombinedForgotten(NativeVcb* vcb)
    {
        {|DDI2002:Nt.EnterAndAcquire(vcb->SharedResource)|};
        if (vcb->Mounted > 4)
        {
            return -1;
        }

        vcb->Mounted++;
        Nt.ExReleaseResourceAndLeaveCriticalRegion(vcb->SharedResource);
        return 0;
    }

    public static void AddressOfField(NativeVcb* vcb)
    {
        Nt.FltAcquirePushLockExclusiveEx(&vcb->NameLock, 0);
        vcb->Mounted++;
        Nt.FltReleasePushLockEx(&vcb->NameLock, 0);
    }

    public static void AddressOfAnotherField(NativeVcb* first, NativeVcb* second)
    {
        {|DDI2002:Nt.FltAcquirePushLockExclusiveEx(&first->NameLock, 0)|};
        second->Mounted++;
        {|DDI2001:Nt.FltReleasePushLockEx(&second->NameLock, 0)|};
    }

    public static bool Embedded(NativeVcb* vcb)
    {
        void* resource = vcb->Resource;
        Nt.KeEnterCriticalRegion();
        bool taken = Nt.ExAcquireResourceExclusiveLite(resource, false);
        if (taken)
        {
            vcb->Mounted++;
            Nt.ExReleaseResourceLite(vcb->Resource);
        }

        Nt.KeLeaveCriticalRegion();
        return taken;
    }
}
