// FltCreateFile and its kin need APCs enabled altogether: no critical region either.
using System.Runtime.InteropServices;

internal static unsafe class FltMgr
{
    [DllImport("fltmgr.sys")]
    public static extern int FltCreateFile(void* Filter, void* Instance, nint* FileHandle, uint DesiredAccess, void* ObjectAttributes,
        void* IoStatusBlock, long* AllocationSize, uint FileAttributes, uint ShareAccess, uint CreateDisposition, uint CreateOptions,
        void* EaBuffer, uint EaLength, uint Flags);

    [DllImport("fltmgr.sys")]
    public static extern int FltQueryInformationFile(void* Instance, void* FileObject, void* FileInformation, uint Length, int FileInformationClass,
        uint* LengthReturned);

    [DllImport("ntoskrnl.exe")]
    public static extern int IoVolumeDeviceToDosName(void* VolumeDeviceObject, void* DosName);
}

internal sealed unsafe class ContextSetup
{
    private readonly ERESOURCE _instances = new();
    private EX_PUSH_LOCK _names;
    private int _files;

    public int InsideRegion(void* filter, void* attributes)
    {
        nint handle;
        ulong block;
        FsRtlEnterFileSystem();
        int status = {|DDI1012:FltMgr.FltCreateFile(filter, null, &handle, 1, attributes, &block, null, 0, 7, 1, 0, null, 0, 0)|};
        FsRtlExitFileSystem();
        return status;
    }

    public int UnderFltResource(void* instance, void* file)
    {
        ulong size;
        FltAcquireResourceShared(_instances);
        int status = {|DDI1012:FltMgr.FltQueryInformationFile(instance, file, &size, 8, 5, null)|};
        FltReleaseResource(_instances);
        return status;
    }

    public int UnderFltPushLock(void* instance, void* file)
    {
        ulong size;
        FltAcquirePushLockExclusive(ref _names);
        int status = {|DDI1012:FltMgr.FltQueryInformationFile(instance, file, &size, 8, 5, null)|};
        _files++;
        FltReleasePushLock(ref _names);
        return status;
    }

    public int DroppedAround(void* instance, void* file)
    {
        ulong size;
        FltAcquireResourceExclusive(_instances);
        _files++;
        FltReleaseResource(_instances);
        int status = FltMgr.FltQueryInformationFile(instance, file, &size, 8, 5, null);
        FltAcquireResourceExclusive(_instances);
        _files--;
        FltReleaseResource(_instances);
        return status;
    }

    public int DosNameInCriticalRegion(void* device, void* name)
    {
        KeEnterCriticalRegion();
        int status = FltMgr.IoVolumeDeviceToDosName(device, name);
        KeLeaveCriticalRegion();
        return status;
    }

    public int DosNameInGuardedRegion(void* device, void* name)
    {
        KeEnterGuardedRegion();
        int status = {|DDI1012:FltMgr.IoVolumeDeviceToDosName(device, name)|};
        KeLeaveGuardedRegion();
        return status;
    }
}
