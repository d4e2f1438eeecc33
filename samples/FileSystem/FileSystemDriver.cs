using DdiCompliance;
using static DdiCompliance.Ddi;
using static FileSystem.ResourceSupport;
using static FileSystem.Statuses;

namespace FileSystem;

/// <summary>The entry points. Each enters the file system, does its work, and turns raised statuses into results.</summary>
internal sealed partial class FileSystemDriver : IDisposable
{
    private readonly VolumeControlBlock _vcb = new();
    private readonly AsynchronousWrites _writes;
    private readonly LazyWriter _lazyWriter;

    public FileSystemDriver()
    {
        _lazyWriter = new LazyWriter(Statistics);
        _writes = new AsynchronousWrites(Statistics);
    }

    public LockStatistics Statistics { get; } = new();

    public long NameCacheHits => _vcb.Names.Hits;

    public NTSTATUS Open(string name, bool create, out FileControlBlock? fcb)
    {
        NTSTATUS status;
        fcb = null;
        FsRtlEnterFileSystem();
        try
        {
            status = CommonOpen(new IrpContext(CanWait: true, Statistics), name, create, out fcb);
        }
        catch (NtStatusException raised)
        {
            status = raised.Status;
        }
        finally
        {
            FsRtlExitFileSystem();
        }

        return status;
    }

    /// <summary>How many files there are, and how many pages in them.</summary>
    public NTSTATUS Query(out int files, out int pages)
    {
        NTSTATUS status;
        (files, pages) = (0, 0);
        FsRtlEnterFileSystem();
        try
        {
            status = CommonQuery(new IrpContext(CanWait: false, Statistics), out files, out pages);
        }
        catch (NtStatusException raised)
        {
            status = raised.Status;
        }
        finally
        {
            FsRtlExitFileSystem();
        }

        return status;
    }

    /// <summary>Tries without waiting first, and posts the request when that fails, as a file system does in a thread that may not block.</summary>
    public NTSTATUS Read(FileControlBlock fcb, int page, out long stamp)
    {
        NTSTATUS status = Read(new IrpContext(CanWait: false, Statistics), fcb, page, out stamp);
        if (status != STATUS_CANT_WAIT)
        {
            return status;
        }

        Statistics.Count(LockKind.Posted);
        return Read(new IrpContext(CanWait: true, Statistics), fcb, page, out stamp);
    }

    public NTSTATUS Write(FileControlBlock fcb, int page, long stamp, bool isCached)
    {
        NTSTATUS status;
        FsRtlEnterFileSystem();
        try
        {
            status = isCached
                ? CommonWrite(new IrpContext(CanWait: true, Statistics), fcb, page, stamp)
                : CommonNonCachedWrite(new IrpContext(CanWait: true, Statistics), fcb, page, stamp);
        }
        catch (NtStatusException raised)
        {
            status = raised.Status;
        }
        finally
        {
            FsRtlExitFileSystem();
        }

        return status;
    }

    public NTSTATUS Truncate(FileControlBlock fcb, int pages)
    {
        NTSTATUS status;
        FsRtlEnterFileSystem();
        try
        {
            status = CommonTruncate(new IrpContext(CanWait: true, Statistics), fcb, pages);
        }
        catch (NtStatusException raised)
        {
            status = raised.Status;
        }
        finally
        {
            FsRtlExitFileSystem();
        }

        return status;
    }

    public NTSTATUS Rename(FileControlBlock fcb, string name)
    {
        NTSTATUS status;
        FsRtlEnterFileSystem();
        try
        {
            status = CommonRename(new IrpContext(CanWait: true, Statistics), fcb, name);
        }
        catch (NtStatusException raised)
        {
            status = raised.Status;
        }
        finally
        {
            FsRtlExitFileSystem();
        }

        return status;
    }

    public NTSTATUS Delete(FileControlBlock fcb)
    {
        NTSTATUS status;
        FsRtlEnterFileSystem();
        try
        {
            status = CommonDelete(new IrpContext(CanWait: true, Statistics), fcb);
        }
        catch (NtStatusException raised)
        {
            status = raised.Status;
        }
        finally
        {
            FsRtlExitFileSystem();
        }

        return status;
    }

    /// <summary>Gives a reference back; the last one of a deleted file takes it apart.</summary>
    public static void Close(FileControlBlock fcb)
    {
        if (fcb.Dereference())
        {
            fcb.Delete();
        }
    }

    /// <summary>Dismounts: the threads end, the files and the volume are taken apart.</summary>
    public void Dispose()
    {
        _writes.Dispose();
        _lazyWriter.Dispose();
        ExEnterCriticalRegionAndAcquireResourceExclusive(_vcb.Resource);
        _vcb.IsMounted = false;
        ExReleaseResourceAndLeaveCriticalRegion(_vcb.Resource);
        foreach (FileControlBlock fcb in _vcb.Directory.Values)
        {
            fcb.Delete();
        }

        _vcb.Names.Delete();
        _vcb.Delete();
        Statistics.Dispose();
    }

    private NTSTATUS Read(in IrpContext context, FileControlBlock fcb, int page, out long stamp)
    {
        NTSTATUS status;
        stamp = 0;
        FsRtlEnterFileSystem();
        try
        {
            status = CommonRead(context, fcb, page, out stamp);
        }
        catch (NtStatusException raised)
        {
            status = raised.Status;
        }
        finally
        {
            FsRtlExitFileSystem();
        }

        return status;
    }
}
