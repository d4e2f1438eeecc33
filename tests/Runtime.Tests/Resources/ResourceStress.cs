using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Resources;

/// <summary>
/// Threads that do random things to a few resources and check after each step what must hold: no two owners that exclude each other, exact counts, and at the end
/// nobody owning or waiting. A run is repeated by its seed, as far as the scheduler allows.
/// </summary>
internal sealed class ResourceStress(int seed, int threads, long operations, int resources = 2, int exclusivePercent = 20)
{
    private readonly ERESOURCE[] _resources = [.. Enumerable.Range(0, resources).Select(_ => New())];
    private readonly Occupancy[] _occupancy = [.. Enumerable.Range(0, resources).Select(_ => new Occupancy())];
    private Exception? _failure;
    private long _done;

    internal long Done => Interlocked.Read(ref _done);

    internal void Run()
    {
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(i => new Thread(() => Work(i)) { IsBackground = true })];
        foreach (Thread worker in workers)
            worker.Start();
        WatchOver(workers);
        if (_failure is not null)
            throw new InvalidOperationException($"seed {seed}: {_failure.Message}", _failure);
        KeEnterCriticalRegion();
        foreach (ERESOURCE resource in _resources)
        {
            Assert.Equal(0u, ExGetExclusiveWaiterCount(resource) + ExGetSharedWaiterCount(resource));
            Assert.True(ExTryToAcquireResourceExclusiveLite(resource), $"seed {seed}: {resource} is not free at the end");
            ExReleaseResourceLite(resource);
            ExDeleteResourceLite(resource);
        }
        KeLeaveCriticalRegion();
    }

    private static ERESOURCE New()
    {
        ERESOURCE resource = new();
        ExInitializeResourceLite(resource);
        return resource;
    }

    /// <summary>Progress is the watchdog's food: a minute without any is a lost wake-up.</summary>
    private void WatchOver(Thread[] workers)
    {
        long before = -1;
        DateTime since = DateTime.UtcNow;
        while (_failure is null && workers.Any(worker => worker.IsAlive))
        {
            Thread.Sleep(20);
            if (Done != before)
                (before, since) = (Done, DateTime.UtcNow);
            else if (DateTime.UtcNow - since > Actor.Patience)
                throw new TimeoutException($"seed {seed}: no progress for a minute after {before} operations{Environment.NewLine}{LocksDump.Take(true)}");
        }
    }

    private void Work(int index)
    {
        Random random = new(seed * 1000 + index);
        KeEnterCriticalRegion();
        try
        {
            for (long i = 0; i < operations / threads && Volatile.Read(ref _failure) is null; i++)
            {
                int which = random.Next(_resources.Length);
                Step(random, _resources[which], _occupancy[which], index);
                Interlocked.Increment(ref _done);
            }
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, exception, null);
        }
        KeLeaveCriticalRegion();
    }

    private void Step(Random random, ERESOURCE resource, Occupancy occupancy, int index)
    {
        int kind = random.Next(100);
        bool wait = random.Next(4) != 0;
        if (kind < exclusivePercent)
            Exclusive(random, resource, occupancy, wait, index);
        else
            Shared(random, resource, occupancy, wait, kind);
    }

    private static void Exclusive(Random random, ERESOURCE resource, Occupancy occupancy, bool wait, int index)
    {
        if (!ExAcquireResourceExclusiveLite(resource, wait))
            return;
        occupancy.EnterExclusive();
        Pause(random);
        uint extra = (uint)random.Next(3);
        for (uint i = 0; i < extra; i++)
            Check((i & 1) == 0 ? ExAcquireResourceSharedLite(resource, true) : ExAcquireResourceExclusiveLite(resource, false), "recursion was refused");
        Check(ExIsResourceAcquiredSharedLite(resource) == extra + 1 && ExIsResourceAcquiredExclusiveLite(resource), "wrong exclusive count");
        if (random.Next(8) == 0)
        {
            occupancy.Convert();
            ExConvertExclusiveToSharedLite(resource);
            Check(ExIsResourceAcquiredSharedLite(resource) == extra + 1 && !ExIsResourceAcquiredExclusiveLite(resource), "wrong count after convert");
            Release(resource, extra);
            occupancy.LeaveShared();
        }
        else
        {
            Release(resource, extra);
            occupancy.LeaveExclusive();
        }
        Finish(random, resource, index);
    }

    private static void Shared(Random random, ERESOURCE resource, Occupancy occupancy, bool wait, int kind)
    {
        bool granted = (kind % 16) switch
        {
            0 => ExAcquireSharedStarveExclusive(resource, wait),
            1 => ExAcquireSharedWaitForExclusive(resource, wait),
            _ => ExAcquireResourceSharedLite(resource, wait),
        };
        if (!granted)
            return;
        occupancy.EnterShared();
        Pause(random);
        uint extra = (uint)random.Next(3);
        for (uint i = 0; i < extra; i++)
            Check(ExAcquireResourceSharedLite(resource, true), "shared recursion was refused");
        Check(!ExAcquireResourceExclusiveLite(resource, false), "a sharer was upgraded");
        Check(ExIsResourceAcquiredSharedLite(resource) == extra + 1, "wrong shared count");
        Release(resource, extra);
        occupancy.LeaveShared();
        Finish(random, resource, kind);
    }

    /// <summary>The last acquisition goes directly, or through an owner pointer.</summary>
    private static void Finish(Random random, ERESOURCE resource, int salt)
    {
        if (random.Next(16) != 0)
        {
            ExReleaseResourceLite(resource);
            return;
        }
        nuint pointer = ((nuint)(salt % 3) << 4) | 3;
        ExSetResourceOwnerPointer(resource, pointer);
        Check(ExIsResourceAcquiredSharedLite(resource) == 0, "an owner after the transfer");
        ExReleaseResourceForThreadLite(resource, pointer);
    }

    private static void Release(ERESOURCE resource, uint times)
    {
        for (uint i = 0; i < times; i++)
            ExReleaseResourceLite(resource);
    }

    private static void Pause(Random random)
    {
        int kind = random.Next(64);
        if (kind == 0)
            Thread.Yield();
        else if (kind < 8)
            Thread.SpinWait(kind * 4);
    }

    private static void Check(bool condition, string message)
    {
        if (!condition)
            throw new InvalidOperationException(message);
    }

    /// <summary>Who is inside, kept by the threads themselves.</summary>
    private sealed class Occupancy
    {
        private int _exclusive;
        private int _shared;

        internal void EnterExclusive() =>
            Check(Interlocked.Increment(ref _exclusive) == 1 && Volatile.Read(ref _shared) == 0, "exclusive with company");

        internal void LeaveExclusive() => Interlocked.Decrement(ref _exclusive);

        internal void EnterShared()
        {
            Interlocked.Increment(ref _shared);
            Check(Volatile.Read(ref _exclusive) == 0, "shared with an exclusive owner");
        }

        internal void LeaveShared() => Interlocked.Decrement(ref _shared);

        internal void Convert()
        {
            Interlocked.Decrement(ref _exclusive);
            Interlocked.Increment(ref _shared);
        }
    }
}
