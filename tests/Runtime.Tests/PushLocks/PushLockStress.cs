using DdiCompliance.PushLocks;

namespace DdiCompliance.Runtime.Tests.PushLocks;

/// <summary>Seeded random traffic on one push lock, checking exclusion, torn data and lost updates, under a watchdog.</summary>
internal sealed class PushLockStress<TAtomics>(int threads, int writesInPercent, int seed)
    where TAtomics : struct, IPushLockAtomics
{
    private ulong _word;
    private long _first;
    private long _second;
    private int _readersInside;
    private int _writersInside;
    private string _violations = "";

    public int Seed { get; } = seed;

    public string Violations => _violations;

    public ulong FinalWord => Volatile.Read(ref _word);

    /// <summary>Runs at least <paramref name="operations"/> pairs in all.</summary>
    public void Run(long operations, TimeSpan limit)
    {
        long[] writes = new long[threads];
        Thread[] workers = new Thread[threads];
        for (int i = 0; i < threads; i++)
        {
            int me = i;
            workers[i] = new Thread(() => writes[me] = Work(new Random(Seed + me), (operations / threads) + 1)) { IsBackground = true };
            workers[i].Start();
        }
        DateTime deadline = DateTime.UtcNow + limit;
        foreach (Thread worker in workers)
        {
            TimeSpan rest = deadline - DateTime.UtcNow;
            if (!worker.Join(rest > TimeSpan.Zero ? rest : TimeSpan.Zero))
            {
                Report($"a thread is stuck; word {FinalWord:X16}");
                return;
            }
        }
        if (_first != writes.Sum() || _second != _first)
            Report($"{writes.Sum()} writes, counted {_first} and {_second}");
    }

    private long Work(Random random, long operations)
    {
        long writes = 0;
        for (long i = 0; i < operations; i++)
        {
            int dice = random.Next(400);
            if (dice < 4 * writesInPercent)
            {
                Write(dice);
                writes++;
            }
            else
            {
                Read(dice);
            }
            if (dice == 17)
                Thread.Yield();
        }
        return writes;
    }

    private void Write(int dice)
    {
        PushLock<TAtomics>.AcquireExclusive(ref _word);
        if (Interlocked.Increment(ref _writersInside) != 1 || Volatile.Read(ref _readersInside) != 0)
            Report("a writer is not alone");
        _first++;
        if (dice % 64 == 1)
            Thread.Yield();
        _second++;
        Interlocked.Decrement(ref _writersInside);
        PushLock<TAtomics>.ReleaseExclusive(ref _word);
    }

    private void Read(int dice)
    {
        PushLock<TAtomics>.AcquireShared(ref _word);
        Interlocked.Increment(ref _readersInside);
        if (Volatile.Read(ref _writersInside) != 0)
            Report("a reader beside a writer");
        if (dice % 64 == 3)
            Thread.Yield();
        if (Volatile.Read(ref _first) != Volatile.Read(ref _second))
            Report("a reader saw half a write");
        Interlocked.Decrement(ref _readersInside);
        if (!PushLock<TAtomics>.ReleaseShared(ref _word))
            Report("a share was lost");
    }

    private void Report(string violation) => Interlocked.CompareExchange(ref _violations, violation, "");
}
