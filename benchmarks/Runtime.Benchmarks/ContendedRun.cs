using System.Diagnostics;

namespace DdiCompliance.Runtime.Benchmarks;

/// <summary>
/// Two threads pinned to two processors walk the same shuffled schedule of windows. A window in which a thread was descheduled is
/// dropped; how many were kept is part of the result.
/// </summary>
internal sealed class ContendedRun(IReadOnlyList<Load> loads, int threads, int seed)
{
    private const int Wanted = 61;
    private const int MostRounds = 400;
    private static readonly TimeSpan s_window = TimeSpan.FromMilliseconds(1);

    public void Execute(TimeSpan limit)
    {
        Random random = new(seed);
        Load[] order = [.. loads];
        long deadline = Stopwatch.GetTimestamp() + (long)(limit.TotalSeconds * Stopwatch.Frequency);
        using Crew crew = new(threads);
        for (int pass = 0; pass < 3; pass++)
        {
            // The JIT compiles a load three times (at first, for its running loop, at last), the last time only when nothing new was compiled for 100 ms.
            foreach (Load load in loads)
            {
                for (int i = 0; i < 20; i++)
                    crew.RunWindow(load, i, s_window);
            }
            Thread.Sleep(200);
        }
        for (int round = 0; round < MostRounds && Stopwatch.GetTimestamp() < deadline && loads.Any(static load => load.Windows.Count < Wanted); round++)
        {
            random.Shuffle(order);
            foreach (Load load in order)
            {
                if (load.Windows.Count >= Wanted && loads.Any(static other => other.Windows.Count < Wanted) && round % 8 != 0)
                    continue;
                crew.RunWindow(load, random.Next(), s_window);
                Keep(load, crew.Shares);
            }
        }
    }

    private static void Keep(Load load, Share[] shares)
    {
        load.Violated |= shares.Any(static share => share.Violated);
        if (shares.Any(static share => share.Stalled))
            load.Dropped++;
        else
            load.Windows.Add(shares.Sum(static share => share.Operations / share.Seconds) / 1e6);
    }

    /// <summary>The pinned threads. They meet at spin barriers: a sleeping thread would start late.</summary>
    private sealed class Crew : IDisposable
    {
        private readonly Thread[] _threads;
        private readonly long[] _writes;
        private Load? _load;
        private int _seed;
        private long _begin;
        private long _end;
        private int _round;
        private int _arrived;
        private volatile bool _over;

        public Crew(int threads)
        {
            Shares = new Share[threads];
            _writes = new long[threads];
            _threads = [.. Enumerable.Range(0, threads).Select(i => new Thread(() => Serve(i)) { IsBackground = true })];
            foreach (Thread thread in _threads)
                thread.Start();
        }

        public Share[] Shares { get; }

        public void RunWindow(Load load, int seed, TimeSpan length)
        {
            long before = load.Counter;
            load.Prepare();
            _load = load;
            _seed = seed;
            _begin = Stopwatch.GetTimestamp();
            _end = _begin + (long)(length.TotalSeconds * Stopwatch.Frequency);
            Volatile.Write(ref _arrived, 0);
            Interlocked.Increment(ref _round);
            while (Volatile.Read(ref _arrived) < Shares.Length)
                Thread.Sleep(1);
            if (load.Counter - before != Shares.Sum(static share => share.Writes))
                load.Violated = true;
        }

        public void Dispose()
        {
            _over = true;
            Interlocked.Increment(ref _round);
            foreach (Thread thread in _threads)
                thread.Join();
        }

        private void Serve(int me)
        {
            Processor.Pin(me);
            Ddi.KeEnterCriticalRegion();
            for (int round = 1; ; round++)
            {
                while (Volatile.Read(ref _round) < round)
                    Thread.SpinWait(5);
                if (_over)
                    break;
                Shares[me] = _load!.Run(_seed + (me * 7919), _begin, _end);
                Interlocked.Increment(ref _arrived);
            }
            Ddi.KeLeaveCriticalRegion();
        }
    }
}
