using System.Collections.Concurrent;
using DdiCompliance;
using DdiCompliance.Annotations;
using static DdiCompliance.Ddi;

namespace FileSystem;

/// <summary>
/// Writes that go past the cache. The thread that starts one acquires the paging resource shared and hands it to the request; a worker
/// thread finishes the request and releases for it. The worker acquires nothing itself: whoever waits for the paging resource waits for
/// the worker, and may hold any other lock meanwhile.
/// </summary>
internal sealed class AsynchronousWrites : IDisposable
{
    private readonly BlockingCollection<Request> _requests = new(boundedCapacity: 256);
    private readonly ManualResetEventSlim _ended = new();
    private readonly LockStatistics _statistics;
    private long _nextOwner;

    public AsynchronousWrites(LockStatistics statistics)
    {
        _statistics = statistics;
        PsCreateSystemThread(out _, 0, "asynchronous writes", null, null, Run, null);
    }

    /// <summary>Starts a write. The caller holds the file shared, and a reference that goes to the request if it is accepted.</summary>
    /// <returns>Whether it was accepted: the paging resource was free at once, and there is room for the request.</returns>
    public bool TryStart(FileControlBlock fcb, int page, long stamp)
    {
        if (!ExAcquireResourceSharedLite(fcb.PagingIoResource, false))
        {
            return false;
        }

        // The address of the request would serve on NT; here any number does that is not used twice at a time.
        nuint owner = ((nuint)Interlocked.Increment(ref _nextOwner) << 2) | 3;
        ExSetResourceOwnerPointerEx(fcb.PagingIoResource, owner, 0);
        if (_requests.TryAdd(new Request(fcb, page, stamp, owner)))
        {
            _statistics.Count(LockKind.Transferred);
            return true;
        }

        ExReleaseResourceForThreadLite(fcb.PagingIoResource, owner);
        return false;
    }

    /// <summary>Lets the worker finish what was accepted, and waits for its end.</summary>
    public void Dispose()
    {
        _requests.CompleteAdding();
        _ended.Wait();
        _ended.Dispose();
        _requests.Dispose();
    }

    /// <summary>System threads start in a critical region, so nothing has to be disabled here.</summary>
    [DriverRole("KSTART_ROUTINE")]
    private void Run(object? context)
    {
        foreach (Request request in _requests.GetConsumingEnumerable())
        {
            Volatile.Write(ref request.File.OnDisk[request.Page], request.Stamp);
            ExReleaseResourceForThreadLite(request.File.PagingIoResource, request.Owner);
            FileSystemDriver.Close(request.File);
        }

        _ended.Set();
    }

    private sealed record Request(FileControlBlock File, int Page, long Stamp, nuint Owner);
}
