// Zw file routines need special kernel APCs: a critical region is fine, a guarded region is not.
using System.Runtime.InteropServices;

internal static unsafe partial class Io
{
    [DllImport("ntoskrnl.exe")]
    public static extern int ZwReadFile(nint FileHandle, nint Event, nint ApcRoutine, nint ApcContext, void* IoStatusBlock, void* Buffer, uint Length,
        long* ByteOffset, uint* Key);

    [DllImport("ntoskrnl.exe")]
    public static extern int ZwFlushBuffersFile(nint FileHandle, void* IoStatusBlock);
}

internal sealed unsafe class LogFile
{
    private readonly ERESOURCE _resource = new();
    private readonly KGUARDED_MUTEX _mutex = new();
    private EX_PUSH_LOCK _names;
    private nint _handle;

    public int InsideGuardedRegion()
    {
        ulong block;
        KeEnterGuardedRegion();
        int status = {|DDI1012:Io.ZwFlushBuffersFile(_handle, &block)|};
        KeLeaveGuardedRegion();
        return status;
    }

    public int InsideCriticalRegion()
    {
        ulong block;
        KeEnterCriticalRegion();
        int status = Io.ZwFlushBuffersFile(_handle, &block);
        KeLeaveCriticalRegion();
        return status;
    }

    public int UnderResource(byte[] buffer)
    {
        ulong block;
        FltAcquireResourceExclusive(_resource);
        int status;
        fixed (byte* bytes = buffer)
        {
            status = Io.ZwReadFile(_handle, 0, 0, 0, &block, bytes, (uint)buffer.Length, null, null);
        }

        FltReleaseResource(_resource);
        return status;
    }

    public int UnderPushLockInGuardedRegion()
    {
        ulong block;
        KeEnterGuardedRegion();
        ExAcquirePushLockShared(ref _names);
        int status = {|DDI1012:Io.ZwFlushBuffersFile(_handle, &block)|};
        ExReleasePushLockShared(ref _names);
        KeLeaveGuardedRegion();
        return status;
    }

    public int AfterTheGuardedRegion()
    {
        ulong block;
        KeEnterGuardedRegion();
        nint handle = _handle;
        KeLeaveGuardedRegion();
        return Io.ZwFlushBuffersFile(handle, &block);
    }

    public int OnOnePath(bool guarded)
    {
        ulong block;
        if (guarded)
        {
            KeEnterGuardedRegion();
        }

        int status = {|DDI1012:Io.ZwFlushBuffersFile(_handle, &block)|};
        if (guarded)
        {
            KeLeaveGuardedRegion();
        }

        return status;
    }

    public int OnTheOtherPath(bool guarded)
    {
        ulong block;
        int status = 0;
        if (guarded)
        {
            KeEnterGuardedRegion();
        }

        if (!guarded)
        {
            status = Io.ZwFlushBuffersFile(_handle, &block);
        }

        if (guarded)
        {
            KeLeaveGuardedRegion();
        }

        return status;
    }
}
