// Lock routines of the kernel that no table describes.
using System.Runtime.InteropServices;

internal static unsafe partial class Ntos
{
    [DllImport("ntoskrnl.exe")]
    internal static extern void {|DDI9002:ExAcquireAutoExpandPushLockExclusive|}(nint PushLock, uint Flags);

    [DllImport("fltmgr.sys", EntryPoint = "FltReleaseSomethingNew")]
    internal static extern void {|DDI9002:ReleaseNew|}(nint something);

    [DllImport("ntoskrnl.exe")]
    internal static extern void ExAcquireMine(nint Lock);

    [DllImport("ntoskrnl.exe"), AcquiresSharedLock("Lock")]
    internal static extern void ExAcquireYours(nint Lock);

    [DllImport("ntoskrnl.exe")]
    internal static extern void KeEnterCriticalRegion();

    [DllImport("ntoskrnl.exe")]
    internal static extern long KeQueryInterruptTime();

    [DllImport("user32.dll")]
    internal static extern void ExReleaseSomethingElse(nint handle);

    internal static long Silent()
    {
        return KeQueryInterruptTime();
    }
}

//! additional mine.ddi-contracts
ExAcquireMine(Lock) acquire(Lock, exclusive)
