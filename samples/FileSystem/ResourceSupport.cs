using DdiCompliance;
using static DdiCompliance.Ddi;
using static FileSystem.Statuses;

namespace FileSystem;

/// <summary>The wrappers through which the file system reaches its resources: each tells whether it acquired.</summary>
internal static class ResourceSupport
{
    public static bool AcquireExclusiveVcb(in IrpContext context, VolumeControlBlock vcb)
    {
        if (!ExAcquireResourceExclusiveLite(vcb.Resource, context.CanWait))
        {
            return false;
        }

        context.Statistics.Count(LockKind.VolumeExclusive);
        if (vcb.IsMounted)
        {
            return true;
        }

        ExReleaseResourceLite(vcb.Resource);
        ExRaiseStatus(STATUS_VOLUME_DISMOUNTED);
        return false;
    }

    public static bool AcquireSharedVcb(in IrpContext context, VolumeControlBlock vcb)
    {
        if (!ExAcquireResourceSharedLite(vcb.Resource, context.CanWait))
        {
            return false;
        }

        context.Statistics.Count(LockKind.VolumeShared);
        if (vcb.IsMounted)
        {
            return true;
        }

        ExReleaseResourceLite(vcb.Resource);
        ExRaiseStatus(STATUS_VOLUME_DISMOUNTED);
        return false;
    }

    public static void ReleaseVcb(VolumeControlBlock vcb) => ExReleaseResourceLite(vcb.Resource);

    /// <summary>The file may have been deleted while the caller waited.</summary>
    public static bool AcquireExclusiveFcb(in IrpContext context, FileControlBlock fcb)
    {
        if (!ExAcquireResourceExclusiveLite(fcb.Resource, context.CanWait))
        {
            return false;
        }

        context.Statistics.Count(LockKind.FileExclusive);
        if (fcb.IsDeleted)
        {
            ExReleaseResourceLite(fcb.Resource);
            throw new NtStatusException(STATUS_FILE_DELETED);
        }

        return true;
    }

    public static bool AcquireSharedFcb(in IrpContext context, FileControlBlock fcb)
    {
        if (!ExAcquireResourceSharedLite(fcb.Resource, context.CanWait))
        {
            return false;
        }

        context.Statistics.Count(LockKind.FileShared);
        if (fcb.IsDeleted)
        {
            ExReleaseResourceLite(fcb.Resource);
            throw new NtStatusException(STATUS_FILE_DELETED);
        }

        return true;
    }

    public static void ReleaseFcb(FileControlBlock fcb) => ExReleaseResourceLite(fcb.Resource);

    /// <summary>For the lazy writer, which must not queue behind a writer that waits for it.</summary>
    public static bool AcquireForLazyWrite(FileControlBlock fcb, bool wait) => ExAcquireSharedStarveExclusive(fcb.PagingIoResource, wait);

    public static void ReleaseFromLazyWrite(FileControlBlock fcb) => ExReleaseResourceLite(fcb.PagingIoResource);
}
