using System.Runtime.CompilerServices;

namespace DdiCompliance.Differential.Tests.Executing;

/// <summary>
/// What executed programs find under <c>using static</c> in the place of <see cref="Ddi"/>: each routine tells the execution its name, lock and line.
/// Names and parameters are those of the routines, so the source that is analysed and the source that is executed are the same text.
/// </summary>
public static class TracedDdi
{
    /// <summary>The public method calls a procedure.</summary>
    public static bool At([CallerLineNumber] int line = 0) => Execution.At(line);

    /// <summary>How often a loop runs that runs <c>n</c> times.</summary>
    public static int Rounds(int n, [CallerLineNumber] int line = 0) => Execution.Rounds(n, line);

    /// <summary>Whether <c>n &gt; 0</c> holds.</summary>
    public static bool IsMore(bool condition) => Execution.Holds(condition, isMore: true);

    /// <summary>Whether <c>n &lt; 2</c> holds.</summary>
    public static bool IsLess(bool condition) => Execution.Holds(condition, isMore: false);

    /// <summary>Something that is none of the rules' business is done.</summary>
    public static void Did(int number) => Execution.Did(number);

    public static void KeEnterCriticalRegion([CallerLineNumber] int line = 0) => Execution.Region("KeEnterCriticalRegion", line);

    public static void KeLeaveCriticalRegion([CallerLineNumber] int line = 0) => Execution.Region("KeLeaveCriticalRegion", line);

    public static void FsRtlEnterFileSystem([CallerLineNumber] int line = 0) => Execution.Region("FsRtlEnterFileSystem", line);

    public static void FsRtlExitFileSystem([CallerLineNumber] int line = 0) => Execution.Region("FsRtlExitFileSystem", line);

    public static void KeEnterGuardedRegion([CallerLineNumber] int line = 0) => Execution.Region("KeEnterGuardedRegion", line);

    public static void KeLeaveGuardedRegion([CallerLineNumber] int line = 0) => Execution.Region("KeLeaveGuardedRegion", line);

    public static bool ExAcquireResourceExclusiveLite(TracedResource Resource, bool Wait, [CallerLineNumber] int line = 0) =>
        Execution.Resource("ExAcquireResourceExclusiveLite", Resource, Wait, line);

    public static bool ExAcquireResourceSharedLite(TracedResource Resource, bool Wait, [CallerLineNumber] int line = 0) =>
        Execution.Resource("ExAcquireResourceSharedLite", Resource, Wait, line);

    public static bool ExAcquireSharedStarveExclusive(TracedResource Resource, bool Wait, [CallerLineNumber] int line = 0) =>
        Execution.Resource("ExAcquireSharedStarveExclusive", Resource, Wait, line);

    public static bool ExAcquireSharedWaitForExclusive(TracedResource Resource, bool Wait, [CallerLineNumber] int line = 0) =>
        Execution.Resource("ExAcquireSharedWaitForExclusive", Resource, Wait, line);

    public static void ExReleaseResourceLite(TracedResource Resource, [CallerLineNumber] int line = 0) =>
        Execution.Resource("ExReleaseResourceLite", Resource, true, line);

    public static nuint ExGetCurrentResourceThread() => Ddi.ExGetCurrentResourceThread();

    public static void ExReleaseResourceForThreadLite(TracedResource Resource, nuint ResourceThreadId, [CallerLineNumber] int line = 0) =>
        Execution.Resource("ExReleaseResourceForThreadLite", Resource, ResourceThreadId != 0, line);

    public static void ExConvertExclusiveToSharedLite(TracedResource Resource, [CallerLineNumber] int line = 0) =>
        Execution.Resource("ExConvertExclusiveToSharedLite", Resource, true, line);

    public static object? ExEnterCriticalRegionAndAcquireResourceExclusive(TracedResource Resource, [CallerLineNumber] int line = 0) =>
        Execution.Resource("ExEnterCriticalRegionAndAcquireResourceExclusive", Resource, true, line);

    public static object? ExEnterCriticalRegionAndAcquireResourceShared(TracedResource Resource, [CallerLineNumber] int line = 0) =>
        Execution.Resource("ExEnterCriticalRegionAndAcquireResourceShared", Resource, true, line);

    public static object? ExEnterCriticalRegionAndAcquireSharedWaitForExclusive(TracedResource Resource, [CallerLineNumber] int line = 0) =>
        Execution.Resource("ExEnterCriticalRegionAndAcquireSharedWaitForExclusive", Resource, true, line);

    public static void ExReleaseResourceAndLeaveCriticalRegion(TracedResource Resource, [CallerLineNumber] int line = 0) =>
        Execution.Resource("ExReleaseResourceAndLeaveCriticalRegion", Resource, true, line);

    public static void FltAcquireResourceExclusive(TracedResource Resource, [CallerLineNumber] int line = 0) =>
        Execution.Resource("FltAcquireResourceExclusive", Resource, true, line);

    public static void FltAcquireResourceShared(TracedResource Resource, [CallerLineNumber] int line = 0) =>
        Execution.Resource("FltAcquireResourceShared", Resource, true, line);

    public static void FltReleaseResource(TracedResource Resource, [CallerLineNumber] int line = 0) =>
        Execution.Resource("FltReleaseResource", Resource, true, line);

    public static void ExAcquirePushLockExclusive(ref TracedPushLock Lock, [CallerLineNumber] int line = 0) =>
        Execution.PushLock("ExAcquirePushLockExclusive", ref Lock, line);

    public static void ExAcquirePushLockShared(ref TracedPushLock Lock, [CallerLineNumber] int line = 0) =>
        Execution.PushLock("ExAcquirePushLockShared", ref Lock, line);

    public static void ExReleasePushLockExclusive(ref TracedPushLock Lock, [CallerLineNumber] int line = 0) =>
        Execution.PushLock("ExReleasePushLockExclusive", ref Lock, line);

    public static void ExReleasePushLockShared(ref TracedPushLock Lock, [CallerLineNumber] int line = 0) =>
        Execution.PushLock("ExReleasePushLockShared", ref Lock, line);

    public static void FltAcquirePushLockExclusive(ref TracedPushLock PushLock, [CallerLineNumber] int line = 0) =>
        Execution.PushLock("FltAcquirePushLockExclusive", ref PushLock, line);

    public static void FltAcquirePushLockShared(ref TracedPushLock PushLock, [CallerLineNumber] int line = 0) =>
        Execution.PushLock("FltAcquirePushLockShared", ref PushLock, line);

    public static void FltReleasePushLock(ref TracedPushLock PushLock, [CallerLineNumber] int line = 0) =>
        Execution.PushLock("FltReleasePushLock", ref PushLock, line);
}
