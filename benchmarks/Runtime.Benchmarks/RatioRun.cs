using System.Diagnostics;

namespace DdiCompliance.Runtime.Benchmarks;

/// <summary>
/// Uncontended pairs as ratios to the CAS pair. Nanoseconds on a shared machine drift by tens of percent; a ratio to a slice of CAS pairs
/// measured immediately before and after does not. Rounds are shuffled, because a fixed order aliases with the hypervisor's phases.
/// A slice is kept if the processor was undisturbed before and after it (<see cref="Quiet"/>); how many were kept is part of the result.
/// </summary>
internal sealed class RatioRun(Candidate casPair, IReadOnlyList<Candidate> candidates, int seed)
{
    private const int Wanted = 201;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_slice = TimeSpan.FromMicroseconds(200);

    /// <summary>p90/p10 of the CAS pair: above 1.3 the run is too noisy to be kept.</summary>
    public double Noise => Statistics.Quantile(casPair.Nanoseconds, 0.9) / Statistics.Quantile(casPair.Nanoseconds, 0.1);

    public void Execute()
    {
        using SecondThread second = new();
        casPair.WarmUp(s_slice);
        foreach (Candidate candidate in candidates)
            candidate.WarmUp(s_slice);

        Quiet quiet = new();
        quiet.Calibrate();
        Random random = new(seed);
        long begin = Stopwatch.GetTimestamp();
        while (candidates.Any(static candidate => candidate.Ratios.Count < Wanted) && Stopwatch.GetElapsedTime(begin) < s_longest)
        {
            Candidate[] order = [.. candidates.Where(static candidate => candidate.Ratios.Count < Wanted)];
            random.Shuffle(order);
            foreach (Candidate candidate in order)
                Measure(candidate, quiet);
        }
    }

    private void Measure(Candidate candidate, Quiet quiet)
    {
        double before = casPair.Slice();
        bool wasQuiet = quiet.IsNow();
        double nanoseconds = candidate.Slice();
        wasQuiet &= quiet.IsNow();
        double after = casPair.Slice();
        if (!wasQuiet)
        {
            candidate.Dropped++;
            return;
        }
        candidate.Nanoseconds.Add(nanoseconds);
        candidate.Ratios.Add(nanoseconds / ((before + after) / 2));
        casPair.Nanoseconds.Add(after);
    }

    /// <summary>A live, sleeping thread: the runtime and libc have short cuts for processes with one thread only.</summary>
    private sealed class SecondThread : IDisposable
    {
        private readonly ManualResetEvent _end = new(false);
        private readonly Thread _thread;

        public SecondThread()
        {
            _thread = new Thread(() => _end.WaitOne());
            _thread.Start();
        }

        public void Dispose()
        {
            _end.Set();
            _thread.Join();
            _end.Dispose();
        }
    }
}
