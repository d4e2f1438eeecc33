using DdiCompliance;
using static DdiCompliance.Ddi;

namespace MetadataCache;

/// <summary>
/// One part of the table and the push lock over it. The filter manager's routines manage the critical region; the methods called Locked
/// leave acquiring to their callers.
/// </summary>
internal sealed class Bucket
{
    private readonly Dictionary<ulong, FileMetadata> _files = [];
    private EX_PUSH_LOCK _lock;

    public Bucket() => FltInitializePushLock(ref _lock);

    /// <summary>Looks under the shared lock first; only a file that is new costs an exclusive acquire, and a second look.</summary>
    public FileMetadata GetOrAdd(ulong id, out bool isNew)
    {
        isNew = false;
        FltAcquirePushLockShared(ref _lock);
        FileMetadata? known = FindLocked(id);
        FltReleasePushLock(ref _lock);
        if (known is not null)
        {
            return known;
        }

        FltAcquirePushLockExclusive(ref _lock);
        try
        {
            known = FindLocked(id);
            if (known is null)
            {
                known = new FileMetadata(id);
                _files.Add(id, known);
                isNew = true;
            }

            return known;
        }
        finally
        {
            FltReleasePushLock(ref _lock);
        }
    }

    /// <summary>Reads shared. Nobody writes meanwhile, so the words agree.</summary>
    public bool Read(ulong id, out long version)
    {
        bool isKnown = false;
        version = 0;
        FltAcquirePushLockShared(ref _lock);
        if (FindLocked(id) is { } file)
        {
            isKnown = true;
            version = file.Version;
            if (!file.IsConsistent)
            {
                FltReleasePushLock(ref _lock);
                throw new InvalidOperationException($"File {id} was read while it was written.");
            }
        }

        FltReleasePushLock(ref _lock);
        return isKnown;
    }

    /// <summary>The executive's routines need the region to be entered first.</summary>
    public bool Update(ulong id)
    {
        KeEnterCriticalRegion();
        ExAcquirePushLockExclusive(ref _lock);
        FileMetadata? file = FindLocked(id);
        file?.Update();
        ExReleasePushLockExclusive(ref _lock);
        KeLeaveCriticalRegion();
        return file is not null;
    }

    /// <summary>Moves a file to another bucket, both locked: in the order of their numbers, so that two moves cannot wait for each other.</summary>
    public static bool Move(ulong id, Bucket[] buckets, int from, int to)
    {
        if (from == to)
        {
            return false;
        }

        Bucket first = buckets[Math.Min(from, to)];
        Bucket second = buckets[Math.Max(from, to)];
        FltAcquirePushLockExclusive(ref first._lock);
        FltAcquirePushLockExclusive(ref second._lock);
        try
        {
            if (!buckets[from]._files.Remove(id, out FileMetadata? file))
            {
                return false;
            }

            bool isMoved = buckets[to]._files.TryAdd(id, file);
            if (!isMoved)
            {
                buckets[from]._files.Add(id, file);
            }

            return isMoved;
        }
        finally
        {
            FltReleasePushLock(ref second._lock);
            FltReleasePushLock(ref first._lock);
        }
    }

    /// <summary>Looks through all files, giving the lock up after each batch so that writers get in between.</summary>
    public int Sweep(Func<FileMetadata, bool> isStale, int batch)
    {
        int removed = 0;
        int seen = 0;
        FltAcquirePushLockExclusive(ref _lock);
        foreach (ulong id in KeysLocked())
        {
            if (++seen % batch == 0)
            {
                FltReleasePushLock(ref _lock);
                Thread.Yield();
                FltAcquirePushLockExclusive(ref _lock);
            }

            if (FindLocked(id) is { } file && isStale(file))
            {
                _files.Remove(id);
                removed++;
            }
        }

        FltReleasePushLock(ref _lock);
        return removed;
    }

    public int Count()
    {
        FltAcquirePushLockShared(ref _lock);
        int count = _files.Count;
        FltReleasePushLock(ref _lock);
        return count;
    }

    public void Delete() => FltDeletePushLock(ref _lock);

    private FileMetadata? FindLocked(ulong id) => _files.GetValueOrDefault(id);

    private ulong[] KeysLocked() => [.. _files.Keys];
}
