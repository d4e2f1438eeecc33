using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Analyzers.Benchmarks;

/// <summary>Processor time, because the time on the wall of a busy machine says nothing.</summary>
internal static partial class CpuClock
{
    private const int ThreadCpuTime = 3;

    private static readonly bool s_hasThreadTime = OperatingSystem.IsLinux();

    /// <summary>Time this thread has run; on systems without such a clock, time on the wall.</summary>
    public static TimeSpan Thread => s_hasThreadTime && GetTime(ThreadCpuTime, out TimeSpec time) == 0
        ? TimeSpan.FromTicks((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / 100))
        : Stopwatch.GetElapsedTime(0);

    /// <summary>Time all threads of this process have run.</summary>
    public static TimeSpan Process => Environment.CpuUsage.TotalTime;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpec time);

    private readonly struct TimeSpec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
