using System.Runtime.InteropServices;

namespace DdiCompliance.Runtime.Benchmarks;

/// <summary>Binds threads to processors: two unpinned threads can run a whole window on one core.</summary>
internal static partial class Processor
{
    /// <summary>Binds the calling thread to a processor; without effect where it is not known how.</summary>
    public static unsafe void Pin(int processor)
    {
        ulong mask = 1UL << (processor % Environment.ProcessorCount);
        if (OperatingSystem.IsLinux())
            _ = SetAffinity(0, sizeof(ulong), &mask);
        else if (OperatingSystem.IsWindows())
            _ = SetThreadAffinityMask(GetCurrentThread(), (nuint)mask);
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static unsafe partial int SetAffinity(int thread, nuint size, ulong* mask);

    [LibraryImport("kernel32")]
    private static partial nint GetCurrentThread();

    [LibraryImport("kernel32")]
    private static partial nuint SetThreadAffinityMask(nint thread, nuint mask);
}
