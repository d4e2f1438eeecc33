using static KernelStyle.Ntoskrnl;

namespace KernelStyle;

/// <summary>What a driver keeps for each device; the memory is nonpaged pool, reached through a pointer.</summary>
internal unsafe struct DeviceExtension
{
    public ERESOURCE Resource;
    public nint Mutex;
    public long Reads;
    public int IsRemoved;
}

/// <summary>Dispatch routines over a pointer to the extension.</summary>
public static unsafe class Dispatch
{
    private const int StatusSuccess = 0;
    private const int StatusDeviceRemoved = unchecked((int)0xC00002B6);

    /// <summary>Right: entered, acquired, released and left on each way out.</summary>
    public static int Read(void* device)
    {
        var extension = (DeviceExtension*)device;
        KeEnterCriticalRegion();
        if (ExAcquireResourceSharedLite(&extension->Resource, 0) == 0)
        {
            KeLeaveCriticalRegion();
            return StatusDeviceRemoved;
        }

        int status = extension->IsRemoved != 0 ? StatusDeviceRemoved : StatusSuccess;
        ExReleaseResourceLite(&extension->Resource);
        KeLeaveCriticalRegion();
        return status;
    }

    /// <summary>DDI2002: a removed device keeps the resource.</summary>
    public static int Write(void* device)
    {
        var extension = (DeviceExtension*)device;
        LockExclusive(&extension->Resource);
        if (extension->IsRemoved != 0)
        {
            return StatusDeviceRemoved;
        }

        extension->Reads = 0;
        Unlock(&extension->Resource);
        return StatusSuccess;
    }

    /// <summary>DDI1001: no region around the resource.</summary>
    public static int Remove(void* device)
    {
        var extension = (DeviceExtension*)device;
        ExAcquireResourceExclusiveLite(&extension->Resource, 1);
        extension->IsRemoved = 1;
        ExReleaseResourceLite(&extension->Resource);
        return StatusSuccess;
    }

    /// <summary>DDI4002: the early return stays at DISPATCH_LEVEL.</summary>
    public static long Sample(void* device)
    {
        var extension = (DeviceExtension*)device;
        byte irql = KeRaiseIrqlToDpcLevel();
        if (extension->IsRemoved != 0)
        {
            return -1;
        }

        long reads = extension->Reads;
        KeLowerIrql(irql);
        return reads;
    }

    /// <summary>DDI4001: a fast mutex at DISPATCH_LEVEL.</summary>
    public static void Reset(void* device)
    {
        var extension = (DeviceExtension*)device;
        byte irql = KeRaiseIrqlToDpcLevel();
        ExAcquireFastMutex(extension->Mutex);
        extension->Reads = 0;
        ExReleaseFastMutex(extension->Mutex);
        KeLowerIrql(irql);
    }
}
