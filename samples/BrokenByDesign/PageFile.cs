using System.Runtime.InteropServices;
using static DdiCompliance.Ddi;

namespace BrokenByDesign;

/// <summary>A page file that is flushed.</summary>
public sealed unsafe class PageFile(nint file)
{
    private readonly Queue<long> _pages = [];

    /// <summary>
    /// DDI1012: file I/O completes by special kernel APCs, which the region holds back: it never completes. The call has to move out of the region, and with it what the
    /// region is for.
    /// </summary>
    public int Flush()
    {
        IoStatus status;
        KeEnterGuardedRegion();
        _pages.Clear();
        int result = ZwFlushBuffersFile(file, &status);
        KeLeaveGuardedRegion();
        return result;
    }

    [DllImport("ntoskrnl.exe")]
    private static extern int ZwFlushBuffersFile(nint FileHandle, IoStatus* IoStatusBlock);

    private struct IoStatus
    {
        public nint Status;
        public nint Written;
    }
}
