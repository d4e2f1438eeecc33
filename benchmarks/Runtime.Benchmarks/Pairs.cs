using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using DdiCompliance.PushLocks;
using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Benchmarks;

/// <summary>A lock word on a cache line of its own.</summary>
internal sealed class WordHolder
{
    private Padded _padded;

    public ref EX_PUSH_LOCK PushLock => ref _padded.PushLock;

    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private struct Padded
    {
        [FieldOffset(64)] public EX_PUSH_LOCK PushLock;
    }
}

/// <summary>The unit: two uncontended compare-and-exchange operations.</summary>
internal readonly struct CasPair(WordHolder holder) : IPair
{
    public void Run()
    {
        ref ulong word = ref holder.PushLock.Word;
        Interlocked.CompareExchange(ref word, 1, 0);
        Interlocked.CompareExchange(ref word, 0, 1);
    }
}

/// <summary>The least that an exclusive pair with a store for its release can cost: nobody is looked up, nothing is checked.</summary>
internal readonly struct ExchangeAndStorePair(WordHolder holder) : IPair
{
    public void Run()
    {
        ref uint word = ref Unsafe.As<ulong, uint>(ref holder.PushLock.Word);
        Interlocked.CompareExchange(ref word, 1, 0);
        Volatile.Write(ref word, 0);
    }
}

/// <summary>The least that the NT bracket can cost: two changes of a count of the thread around <see cref="ExchangeAndStorePair"/>, the thread's storage found once per loop.</summary>
internal readonly struct CountedExchangeAndStorePair(WordHolder holder) : IPair
{
    [ThreadStatic] private static int s_count;

    public void Run()
    {
        s_count--;
        new ExchangeAndStorePair(holder).Run();
        s_count++;
    }
}

/// <summary>Another pair as a routine of its own: nothing is lifted out of the loop, as in code that takes the lock once.</summary>
internal readonly struct CalledPair<TPair>(TPair pair) : IPair
    where TPair : struct, IPair
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run() => pair.Run();
}

internal readonly struct MonitorPair(object gate) : IPair
{
    public void Run()
    {
        Monitor.Enter(gate);
        Monitor.Exit(gate);
    }
}

internal readonly struct LockPair(Lock gate) : IPair
{
    public void Run()
    {
        gate.Enter();
        gate.Exit();
    }
}

internal readonly struct RwlsReadPair(ReaderWriterLockSlim gate) : IPair
{
    public void Run()
    {
        gate.EnterReadLock();
        gate.ExitReadLock();
    }
}

internal readonly struct RwlsWritePair(ReaderWriterLockSlim gate) : IPair
{
    public void Run()
    {
        gate.EnterWriteLock();
        gate.ExitWriteLock();
    }
}

internal readonly struct PushExclusivePair(WordHolder holder) : IPair
{
    public void Run()
    {
        ExAcquirePushLockExclusive(ref holder.PushLock);
        ExReleasePushLockExclusive(ref holder.PushLock);
    }
}

internal readonly struct PushSharedPair(WordHolder holder) : IPair
{
    public void Run()
    {
        ExAcquirePushLockShared(ref holder.PushLock);
        ExReleasePushLockShared(ref holder.PushLock);
    }
}

/// <summary>The lock alone, without the routine's checks: the difference is what the checks cost.</summary>
internal readonly struct PushWordExclusivePair<TAtomics>(WordHolder holder) : IPair
    where TAtomics : struct, IPushLockAtomics
{
    public void Run()
    {
        PushLock<TAtomics>.AcquireExclusive(ref holder.PushLock.Word);
        PushLock<TAtomics>.ReleaseExclusive(ref holder.PushLock.Word);
    }
}

internal readonly struct PushWordSharedPair<TAtomics>(WordHolder holder) : IPair
    where TAtomics : struct, IPushLockAtomics
{
    public void Run()
    {
        PushLock<TAtomics>.AcquireShared(ref holder.PushLock.Word);
        PushLock<TAtomics>.ReleaseShared(ref holder.PushLock.Word);
    }
}

internal readonly struct FltExclusivePair(WordHolder holder) : IPair
{
    public void Run()
    {
        FltAcquirePushLockExclusive(ref holder.PushLock);
        FltReleasePushLock(ref holder.PushLock);
    }
}

internal readonly struct ResourceExclusivePair(ERESOURCE resource) : IPair
{
    public void Run()
    {
        ExAcquireResourceExclusiveLite(resource, true);
        ExReleaseResourceLite(resource);
    }
}

/// <summary>The lock alone, with the calling thread's block at hand: the difference is what finding the block costs, twice.</summary>
internal readonly struct ResourceExclusiveAlonePair(ERESOURCE resource, KernelThread thread) : IPair
{
    public void Run()
    {
        resource.AcquireExclusive(ref thread.Hot, Patience.Wait);
        resource.Release(ref thread.Hot);
    }
}

/// <summary>As <see cref="ResourceExclusiveAlonePair"/>, shared.</summary>
internal readonly struct ResourceSharedAlonePair(ERESOURCE resource, KernelThread thread) : IPair
{
    public void Run()
    {
        resource.AcquireShared(ref thread.Hot, Patience.Wait);
        resource.Release(ref thread.Hot);
    }
}

internal readonly struct ResourceSharedPair(ERESOURCE resource) : IPair
{
    public void Run()
    {
        ExAcquireResourceSharedLite(resource, true);
        ExReleaseResourceLite(resource);
    }
}

/// <summary>What a file system does around its work.</summary>
internal readonly struct NtBracketPair(ERESOURCE resource) : IPair
{
    public void Run()
    {
        KeEnterCriticalRegion();
        ExAcquireResourceExclusiveLite(resource, true);
        ExReleaseResourceLite(resource);
        KeLeaveCriticalRegion();
    }
}

/// <summary>The same by the two routines made for it.</summary>
internal readonly struct CombinedPair(ERESOURCE resource) : IPair
{
    public void Run()
    {
        ExEnterCriticalRegionAndAcquireResourceExclusive(resource);
        ExReleaseResourceAndLeaveCriticalRegion(resource);
    }
}

internal readonly struct RegionPair : IPair
{
    public void Run()
    {
        KeEnterCriticalRegion();
        KeLeaveCriticalRegion();
    }
}
