using System.Diagnostics;
using System.Runtime.InteropServices;

namespace DdiCompliance.Runtime.Benchmarks;

/// <summary>What one thread did in one window.</summary>
internal record struct Share(long Operations, long Writes, double Seconds, bool Stalled, bool Violated);

/// <summary>One lock under one mix of reads and writes: two longs on a line of their own are read, or incremented, inside the lock.</summary>
internal sealed class Load
{
    /// <summary>A thread that was away longer than this was descheduled; its window says nothing about the lock.</summary>
    private static readonly long s_stall = Stopwatch.Frequency * 150 / 1_000_000;

    private readonly Func<int, long, long, Share> _work;
    private readonly Action? _prepare;
    private Padded _data;

    private Load(string @lock, int writesIn256, Func<Load, int, long, long, Share> work, Action? prepare)
    {
        _prepare = prepare;
        Lock = @lock;
        WritesIn256 = writesIn256;
        _work = (seed, begin, end) => work(this, seed, begin, end);
    }

    public string Lock { get; }

    public int WritesIn256 { get; }

    public long Counter => _data.First;

    /// <summary>Millions of operations per second of both threads together, one per window that was kept.</summary>
    public List<double> Windows { get; } = [];

    public int Dropped { get; set; }

    public bool Violated { get; set; }

    /// <summary>The mean of the middle half of the windows. Contended locks have two speeds, by who is ahead; a median would jump between them.</summary>
    public double Middle => Windows.Count == 0 ? double.NaN : Statistics.MiddleMean(Windows);

    /// <param name="name">The lock.</param>
    /// <param name="writesIn256">How many of 256 operations write.</param>
    /// <param name="lock">The lock.</param>
    /// <param name="prepare">Done before each window.</param>
    public static Load Of<TLock>(string name, int writesIn256, TLock @lock, Action? prepare = null)
        where TLock : struct, IReadWriteLock => new(name, writesIn256, (load, seed, begin, end) => load.Work(@lock, seed, begin, end), prepare);

    public void Prepare() => _prepare?.Invoke();

    public Share Run(int seed, long begin, long end) => _work(seed, begin, end);

    private Share Work<TLock>(TLock @lock, int seed, long begin, long end)
        where TLock : struct, IReadWriteLock
    {
        uint random = (uint)seed | 1;
        Share share = default;
        long start = Stopwatch.GetTimestamp(), last = start;
        // A thread that comes late left the other one alone for a while.
        share.Stalled = start - begin > s_stall;
        while (true)
        {
            for (int i = 0; i < 16; i++)
            {
                random ^= random << 13;
                random ^= random >> 17;
                random ^= random << 5;
                if ((int)(random & 255) < WritesIn256)
                {
                    @lock.EnterWrite();
                    _data.First++;
                    _data.Second++;
                    @lock.ExitWrite();
                    share.Writes++;
                }
                else
                {
                    @lock.EnterRead();
                    share.Violated |= Volatile.Read(ref _data.First) != Volatile.Read(ref _data.Second);
                    @lock.ExitRead();
                }
            }
            share.Operations += 16;
            long now = Stopwatch.GetTimestamp();
            share.Stalled |= now - last > s_stall;
            last = now;
            if (now >= end)
                return share with { Seconds = (double)(now - start) / Stopwatch.Frequency };
        }
    }

    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private struct Padded
    {
        [FieldOffset(64)] public long First;
        [FieldOffset(72)] public long Second;
    }
}
