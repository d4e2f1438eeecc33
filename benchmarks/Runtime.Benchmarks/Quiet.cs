using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace DdiCompliance.Runtime.Benchmarks;

/// <summary>
/// Tells whether the processor's other hardware thread is busy. On a shared machine it often is, and then everything but a locked operation takes up to
/// twice as long, while the CAS pair that ratios are taken against does not. Independent additions fill an undisturbed processor, so their time tells.
/// </summary>
internal sealed class Quiet
{
    /// <summary>More than this above the best time: somebody else takes a share. An undisturbed processor varies by 5 %.</summary>
    private const double Tolerance = 1.15;

    private const int Steps = 1_500;

    private double _best = double.MaxValue;
    private long _sink;

    public void Calibrate()
    {
        for (int i = 0; i < 20_000; i++)
            _best = Math.Min(_best, Probe());
    }

    public bool IsNow() => Probe() <= _best * Tolerance;

    private double Probe()
    {
        long start = Stopwatch.GetTimestamp();
        _sink += Fill(Steps, _sink);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static long Fill(int steps, long seed)
    {
        long a = seed, b = seed + 1, c = seed + 2, d = seed + 3, e = seed + 4, f = seed + 5;
        for (int i = 0; i < steps; i++)
        {
            a += i;
            b ^= i;
            c -= i;
            d += b;
            e ^= a;
            f += c;
        }
        return a + b + c + d + e + f;
    }
}
