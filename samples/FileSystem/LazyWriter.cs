using DdiCompliance;
using static DdiCompliance.Ddi;

namespace FileSystem;

/// <summary>Writes dirty pages behind everybody's back, from a system thread.</summary>
internal sealed class LazyWriter : IDisposable
{
    private readonly FAST_MUTEX _mutex = new();
    private readonly Queue<FileControlBlock> _files = new();
    private readonly ManualResetEventSlim _ended = new();
    private readonly LockStatistics _statistics;
    private volatile bool _stops;

    public LazyWriter(LockStatistics statistics)
    {
        _statistics = statistics;
        ExInitializeFastMutex(_mutex);
        PsCreateSystemThread(out _, 0, "lazy writer", null, null, Run, null);
    }

    /// <summary>Puts a file into the queue. The caller holds a reference, which goes to the queue.</summary>
    public void Post(FileControlBlock fcb)
    {
        ExAcquireFastMutex(_mutex);
        try
        {
            _files.Enqueue(fcb);
        }
        finally
        {
            ExReleaseFastMutex(_mutex);
        }
    }

    public void Dispose()
    {
        _stops = true;
        _ended.Wait();
        _ended.Dispose();
    }

    private void Run(object? context)
    {
        while (WriteNext() || !_stops)
        {
        }

        _ended.Set();
    }

    /// <returns>False after a pause, when there was nothing to write.</returns>
    private bool WriteNext()
    {
        if (Next() is not { } fcb)
        {
            Thread.Sleep(1);
            return false;
        }

        Write(fcb);
        FileSystemDriver.Close(fcb);
        return true;
    }

    private FileControlBlock? Next()
    {
        ExAcquireFastMutex(_mutex);
        try
        {
            return _files.TryDequeue(out FileControlBlock? fcb) ? fcb : null;
        }
        finally
        {
            ExReleaseFastMutex(_mutex);
        }
    }

    /// <summary>Once without waiting; the second time it waits, but never behind those who wait for exclusive access.</summary>
    private void Write(FileControlBlock fcb)
    {
        KeEnterCriticalRegion();
        bool isHeld = ResourceSupport.AcquireForLazyWrite(fcb, wait: false);
        if (!isHeld)
        {
            _statistics.Count(LockKind.LazyWritesPostponed);
            isHeld = ResourceSupport.AcquireForLazyWrite(fcb, wait: true);
        }

        if (isHeld)
        {
            _statistics.Count(LockKind.PagingShared);
            try
            {
                for (int page = 0; page < fcb.Pages; page++)
                {
                    if (fcb.TakeDirty(page))
                    {
                        Volatile.Write(ref fcb.OnDisk[page], Volatile.Read(ref fcb.Cached[page]));
                        _statistics.Count(LockKind.LazyWrites);
                    }
                }
            }
            finally
            {
                ResourceSupport.ReleaseFromLazyWrite(fcb);
            }
        }

        KeLeaveCriticalRegion();
    }
}
