using System.Runtime.InteropServices;

namespace KernelStyle;

/// <summary>The kernel's own structure, as big as it is there; nobody looks inside.</summary>
[StructLayout(LayoutKind.Sequential, Size = 104)]
internal struct ERESOURCE;

/// <summary>Bindings as a C# kernel driver has them: bytes for BOOLEAN, and whatever pointer type the author preferred.</summary>
internal static unsafe partial class Ntoskrnl
{
    private const string Kernel = "ntoskrnl.exe";

    [DllImport(Kernel)]
    public static extern int ExInitializeResourceLite(ERESOURCE* Resource);

    [DllImport(Kernel)]
    public static extern int ExDeleteResourceLite(ERESOURCE* Resource);

    [DllImport(Kernel)]
    public static extern byte ExAcquireResourceExclusiveLite(ERESOURCE* Resource, byte Wait);

    [DllImport(Kernel)]
    public static extern byte ExAcquireResourceSharedLite(ERESOURCE* Resource, byte Wait);

    [DllImport(Kernel)]
    public static extern void ExReleaseResourceLite(ERESOURCE* Resource);

    [DllImport(Kernel, EntryPoint = "ExEnterCriticalRegionAndAcquireResourceExclusive")]
    public static extern void* LockExclusive(ERESOURCE* Resource);

    [DllImport(Kernel, EntryPoint = "ExReleaseResourceAndLeaveCriticalRegion")]
    public static extern void Unlock(ERESOURCE* Resource);

    [DllImport(Kernel)]
    public static extern void KeEnterCriticalRegion();

    [DllImport(Kernel)]
    public static extern void KeLeaveCriticalRegion();

    [LibraryImport(Kernel)]
    public static partial byte KeRaiseIrqlToDpcLevel();

    [DllImport(Kernel)]
    public static extern void KeLowerIrql(byte NewIrql);

    [DllImport(Kernel)]
    public static extern void ExAcquireFastMutex(nint FastMutex);

    [DllImport(Kernel)]
    public static extern void ExReleaseFastMutex(nint FastMutex);
}

/// <summary>The filter manager's push locks, through untyped pointers.</summary>
internal static unsafe class Fltmgr
{
    private const string FilterManager = "fltmgr.sys";

    [DllImport(FilterManager)]
    public static extern void FltAcquirePushLockShared(void* PushLock);

    [DllImport(FilterManager)]
    public static extern void FltAcquirePushLockExclusive(void* PushLock);

    [DllImport(FilterManager)]
    public static extern void FltReleasePushLock(void* PushLock);
}
