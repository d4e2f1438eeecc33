// Routines that need PASSIVE_LEVEL under a mutex that raises to APC_LEVEL.
using System.Runtime.InteropServices;

internal static class Zw
{
    [DllImport("ntoskrnl.exe")]
    public static extern int ZwClose(nint Handle);
}

internal sealed class Handles
{
    private readonly FAST_MUTEX _mutex = new();
    private readonly ERESOURCE _resource = new();
    private nint _handle;

    public void UnderFastMutex()
    {
        ExAcquireFastMutex(_mutex);
        {|DDI4001:Zw.ZwClose(_handle)|};
        _handle = 0;
        ExReleaseFastMutex(_mutex);
    }

    public void UnderUnsafeMutex()
    {
        KeEnterCriticalRegion();
        ExAcquireFastMutexUnsafe(_mutex);
        Zw.ZwClose(_handle);
        _handle = 0;
        ExReleaseFastMutexUnsafe(_mutex);
        KeLeaveCriticalRegion();
    }

    public void UnderResource()
    {
        FltAcquireResourceExclusive(_resource);
        Zw.ZwClose(_handle);
        _handle = 0;
        FltReleaseResource(_resource);
    }

    public void AfterTheMutex()
    {
        ExAcquireFastMutex(_mutex);
        nint handle = _handle;
        _handle = 0;
        ExReleaseFastMutex(_mutex);
        Zw.ZwClose(handle);
    }

    public void AtApcLevel()
    {
        KeRaiseIrql(APC_LEVEL, out byte old);
        {|DDI4001:Zw.ZwClose(_handle)|};
        KeLowerIrql(old);
    }
}
