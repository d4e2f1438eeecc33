using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Benchmarks;

/// <summary>A reader-writer lock as the contended loads use it. Implemented by structs, so that the JIT compiles each load for each lock.</summary>
internal interface IReadWriteLock
{
    void EnterRead();

    void ExitRead();

    void EnterWrite();

    void ExitWrite();
}

internal readonly struct RwlsLock(ReaderWriterLockSlim gate) : IReadWriteLock
{
    public void EnterRead() => gate.EnterReadLock();

    public void ExitRead() => gate.ExitReadLock();

    public void EnterWrite() => gate.EnterWriteLock();

    public void ExitWrite() => gate.ExitWriteLock();
}

internal readonly struct MonitorLock(object gate) : IReadWriteLock
{
    public void EnterRead() => Monitor.Enter(gate);

    public void ExitRead() => Monitor.Exit(gate);

    public void EnterWrite() => Monitor.Enter(gate);

    public void ExitWrite() => Monitor.Exit(gate);
}

internal readonly struct PushLockLock(WordHolder holder) : IReadWriteLock
{
    public void EnterRead() => ExAcquirePushLockShared(ref holder.PushLock);

    public void ExitRead() => ExReleasePushLockShared(ref holder.PushLock);

    public void EnterWrite() => ExAcquirePushLockExclusive(ref holder.PushLock);

    public void ExitWrite() => ExReleasePushLockExclusive(ref holder.PushLock);
}

internal readonly struct ResourceLock(ERESOURCE resource) : IReadWriteLock
{
    public void EnterRead() => ExAcquireResourceSharedLite(resource, true);

    public void ExitRead() => ExReleaseResourceLite(resource);

    public void EnterWrite() => ExAcquireResourceExclusiveLite(resource, true);

    public void ExitWrite() => ExReleaseResourceLite(resource);
}
