using DdiCompliance;
using static DdiCompliance.Ddi;
using static FileSystem.Statuses;

namespace FileSystem;

/// <summary>The entry points. Each enters the file system, does its work, and turns raised statuses into results.</summary>
internal sealed partial class FileSystemDriver : IDisposable
{
    private readonly VolumeControlBlock _vcb = new();
    private readonly AsynchronousWrites _writes;
    private readonly LazyWriter _lazyWriter;
    private readonly PostedRequests _postedRequests = new();

    public FileSystemDriver()
    {
        _lazyWriter = new LazyWriter(Statistics);
        _writes = new AsynchronousWrites(Statistics);
    }

    public LockStatistics Statistics { get; } = new();

    public long NameCacheHits => _vcb.Names.Hits;

    public NTSTATUS Open(string name, bool create, out FileControlBlock? fcb)
    {
        FileControlBlock? found = null;
        NTSTATUS status = Dispatch(canWait: true, context => CommonOpen(context, name, create, out found));
        fcb = found;
        return status;
    }

    /// <summary>How many files there are, and how many pages in them.</summary>
    public NTSTATUS Query(out int files, out int pages)
    {
        (int Files, int Pages) sum = default;
        NTSTATUS status = Dispatch(canWait: false, context => CommonQuery(context, out sum.Files, out sum.Pages));
        (files, pages) = sum;
        return status;
    }

    /// <summary>Tries without waiting first. When that fails the request is posted, as a thread that may not block has it done, and a worker waits.</summary>
    public NTSTATUS Read(FileControlBlock fcb, int page, out long stamp)
    {
        long read = 0;
        NTSTATUS status = Dispatch(canWait: false, context => CommonRead(context, fcb, page, out read));
        if (status == STATUS_CANT_WAIT)
        {
            Statistics.Count(LockKind.Posted);
            status = _postedRequests.Run(() => Dispatch(canWait: true, context => CommonRead(context, fcb, page, out read)));
        }

        stamp = read;
        return status;
    }

    public NTSTATUS Write(FileControlBlock fcb, int page, long stamp, bool isCached) =>
        Dispatch(canWait: true, context => isCached
            ? CommonWrite(context, fcb, page, stamp)
            : CommonNonCachedWrite(context, fcb, page, stamp));

    public NTSTATUS Truncate(FileControlBlock fcb, int pages) =>
        Dispatch(canWait: true, context => CommonTruncate(context, fcb, pages));

    public NTSTATUS Rename(FileControlBlock fcb, string name) =>
        Dispatch(canWait: true, context => CommonRename(context, fcb, name));

    public NTSTATUS Delete(FileControlBlock fcb) =>
        Dispatch(canWait: true, context => CommonDelete(context, fcb));

    /// <summary>Gives a reference back; the last one of a deleted file takes it apart.</summary>
    public static void Close(FileControlBlock fcb)
    {
        if (fcb.Dereference())
        {
            fcb.Delete();
        }
    }

    /// <summary>Dismounts: the threads end, the files and the volume are taken apart.</summary>
    /// <exception cref="InvalidOperationException">A page was written to the cache and never to the disk.</exception>
    public void Dispose()
    {
        _postedRequests.Dispose();
        _writes.Dispose();
        _lazyWriter.Dispose();
        ExEnterCriticalRegionAndAcquireResourceExclusive(_vcb.Resource);
        _vcb.IsMounted = false;
        ExReleaseResourceAndLeaveCriticalRegion(_vcb.Resource);
        int forgotten = 0;
        foreach (FileControlBlock fcb in _vcb.Directory.Values)
        {
            forgotten += fcb.DirtyPages;
            fcb.Delete();
        }

        _vcb.Names.Delete();
        _vcb.Delete();
        Statistics.Dispose();
        if (forgotten != 0)
        {
            throw new InvalidOperationException($"{forgotten} pages never reached the disk.");
        }
    }

    /// <summary>What every entry point does around its work: no thread is suspended while it holds a lock of the file system.</summary>
    private NTSTATUS Dispatch(bool canWait, Func<IrpContext, NTSTATUS> work)
    {
        FsRtlEnterFileSystem();
        try
        {
            return work(new IrpContext(canWait, Statistics));
        }
        catch (NtStatusException raised)
        {
            return raised.Status;
        }
        finally
        {
            FsRtlExitFileSystem();
        }
    }
}
