using System.Diagnostics;

namespace DdiCompliance.Runtime.Benchmarks;

/// <summary>A named loop over one kind of pair, and what it measured.</summary>
internal sealed class Candidate
{
    private readonly Action<int> _loop;
    private int _pairsPerSlice;

    private Candidate(string name, Action<int> loop)
    {
        Name = name;
        _loop = loop;
    }

    public string Name { get; }

    /// <summary>Nanoseconds per pair, one per round.</summary>
    public List<double> Nanoseconds { get; } = [];

    /// <summary>Against the mean of the two CAS-pair slices around it, one per round.</summary>
    public List<double> Ratios { get; } = [];

    /// <summary>Slices that were disturbed.</summary>
    public int Dropped { get; set; }

    public double Ratio => Ratios.Count == 0 ? double.NaN : Statistics.Median(Ratios);

    public double Median => Nanoseconds.Count == 0 ? double.NaN : Statistics.Median(Nanoseconds);

    /// <summary>Bytes that a pair allocates, over 100 000 pairs.</summary>
    public double BytesPerPair { get; private set; }

    public static Candidate Of<TPair>(string name, TPair pair)
        where TPair : struct, IPair
    {
        return new(name, Loop);

        void Loop(int count)
        {
            // Tested at the end, so that the JIT lifts the look-up of the thread's storage out of the loop in every run, and not in some.
            TPair local = pair;
            do
                local.Run();
            while (--count > 0);
        }
    }

    /// <summary>Lets the JIT finish (tiers and profile), then sizes the slice.</summary>
    public void WarmUp(TimeSpan slice)
    {
        for (int i = 0; i < 180; i++)
            _loop(200);
        Thread.Sleep(120);
        for (int i = 0; i < 60; i++)
            _loop(2_000);
        Thread.Sleep(60);
        _pairsPerSlice = 10_000;
        double nanoseconds = Enumerable.Range(0, 9).Min(_ => Slice());
        _pairsPerSlice = Math.Max(100, (int)(slice.TotalNanoseconds / nanoseconds));
        long before = GC.GetAllocatedBytesForCurrentThread();
        _loop(100_000);
        BytesPerPair = (GC.GetAllocatedBytesForCurrentThread() - before) / 100_000.0;
    }

    /// <summary>Runs one slice.</summary>
    /// <returns>Nanoseconds per pair.</returns>
    public double Slice()
    {
        long start = Stopwatch.GetTimestamp();
        _loop(_pairsPerSlice);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / _pairsPerSlice;
    }
}
