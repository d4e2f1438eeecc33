using System.Runtime.CompilerServices;
using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Benchmarks;

/// <summary>The rows of memory: sizes, and what contention allocates.</summary>
internal static class Memory
{
    public static IEnumerable<Gate> Gates() =>
    [
        Gate.Most("size of EX_PUSH_LOCK, bytes", Unsafe.SizeOf<EX_PUSH_LOCK>(), 8),
        Gate.Most("size of an initialised ERESOURCE, bytes", ResourceSize(), 96),
        Gate.Most("allocation by contended push lock pairs, bytes per 1000", Contended(new PushLockLock(new WordHolder())), 0, "three threads, holders that yield"),
        Gate.Most("allocation by contended resource pairs, bytes per 1000", Contended(new ResourceLock(Resources.New())), 0, "three threads, holders that yield"),
    ];

    /// <summary>The object alone: what the process grows by for each resource that is made and never used, before it is registered.</summary>
    private static double ResourceSize()
    {
        const int Count = 1_000;
        ERESOURCE[] keep = new ERESOURCE[Count];
        keep[0] = new ERESOURCE();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Count; i++)
            keep[i] = new ERESOURCE();
        long after = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(keep);
        return (double)(after - before) / Count;
    }

    /// <summary>After a warm-up in which every thread has waited (the first time for a lock that is held until all are there), waiting allocates nothing.</summary>
    private static double Contended<TLock>(TLock @lock)
        where TLock : struct, IReadWriteLock
    {
        const int Threads = 3, WarmUp = 2_000, Pairs = 4_000;
        long allocated = 0;
        using Barrier barrier = new(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            KeEnterCriticalRegion();
            Work(@lock, WarmUp);
            barrier.SignalAndWait();
            long before = GC.GetAllocatedBytesForCurrentThread();
            Work(@lock, Pairs);
            Interlocked.Add(ref allocated, GC.GetAllocatedBytesForCurrentThread() - before);
            KeLeaveCriticalRegion();
        }))];
        KeEnterCriticalRegion();
        @lock.EnterWrite();
        foreach (Thread thread in threads)
            thread.Start();
        Thread.Sleep(100);
        @lock.ExitWrite();
        KeLeaveCriticalRegion();
        foreach (Thread thread in threads)
            thread.Join();
        return allocated * 1000.0 / (Threads * Pairs);
    }

    private static void Work<TLock>(TLock @lock, int pairs)
        where TLock : struct, IReadWriteLock
    {
        for (int i = 0; i < pairs; i++)
        {
            if (i % 3 == 0)
            {
                @lock.EnterRead();
                @lock.ExitRead();
                continue;
            }
            @lock.EnterWrite();
            if (i % 8 == 1)
                Thread.Yield();
            @lock.ExitWrite();
        }
    }
}
