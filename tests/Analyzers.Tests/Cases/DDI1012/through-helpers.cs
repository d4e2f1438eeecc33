// The routine that needs APCs sits in a helper.
using System.Runtime.InteropServices;

internal static unsafe class Zw
{
    [DllImport("ntoskrnl.exe")]
    public static extern int ZwFlushBuffersFile(nint FileHandle, void* IoStatusBlock);
}

internal sealed unsafe class Flusher
{
    private readonly ERESOURCE _resource = new();
    private nint _handle;

    public int InGuardedRegion()
    {
        KeEnterGuardedRegion();
        int status = {|DDI1012:Flush()|};
        KeLeaveGuardedRegion();
        return status;
    }

    public int UnderTheResource()
    {
        FltAcquireResourceShared(_resource);
        int status = Flush();
        FltReleaseResource(_resource);
        return status;
    }

    public int OutsideOfIt()
    {
        KeEnterGuardedRegion();
        nint handle = _handle;
        KeLeaveGuardedRegion();
        return handle == 0 ? -1 : Flush();
    }

    private int Flush()
    {
        ulong block;
        return Zw.ZwFlushBuffersFile(_handle, &block);
    }
}
