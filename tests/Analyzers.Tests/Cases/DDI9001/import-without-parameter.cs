// An import that does not take what the routine's contract is about cannot be checked, and says so.
using System.Runtime.InteropServices;

internal static unsafe partial class Ntos
{
    [DllImport("ntoskrnl.exe")]
    internal static extern void {|DDI9001:KeReleaseSpinLock|}(nint SpinLock);

    [DllImport("ntoskrnl.exe", EntryPoint = "ExReleaseResourceLite")]
    internal static extern void {|DDI9001:Release|}();

    [DllImport("ntoskrnl.exe")]
    internal static extern void KeAcquireSpinLock(void* lockAddress, byte* level);

    [DllImport("ntoskrnl.exe")]
    internal static extern byte ExAcquireResourceSharedLite(void* resource, byte wait);

    [DllImport("kernel32.dll")]
    internal static extern void ExReleaseResourceLite();

    internal static void Look()
    {
        Ntos.Release();
    }
}
