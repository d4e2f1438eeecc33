using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;

namespace DdiCompliance;

/// <summary>Counts and times the waits. Nothing is recorded without a wait, and nothing is measured without a listener.</summary>
internal static class LockTelemetry
{
    private static readonly Meter s_meter = new("DdiCompliance.Runtime");

    private static readonly Counter<long> s_contentions = s_meter.CreateCounter<long>(
        "ddi.lock.contentions", "{wait}", "Waits for a lock; tags: lock (resource, push lock, mutex) and request.");

    private static readonly Histogram<double> s_waits = s_meter.CreateHistogram<double>(
        "ddi.lock.wait.duration", "s", "How long the waits took; the same tags.");

    /// <returns>A time stamp, or 0 when nobody listens.</returns>
    internal static long WaitBegins(ulong number, WaitKind kind)
    {
        if (LockEvents.Log.IsEnabled())
            LockEvents.Log.WaitStart((long)number, (long)kind);
        if (s_contentions.Enabled)
            s_contentions.Add(1, Lock(kind), Request(kind));
        return LockEvents.Log.IsEnabled() || s_waits.Enabled ? Stopwatch.GetTimestamp() : 0;
    }

    internal static void WaitEnds(ulong number, WaitKind kind, long start)
    {
        if (start == 0)
            return;
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        s_waits.Record(seconds, Lock(kind), Request(kind));
        if (LockEvents.Log.IsEnabled())
            LockEvents.Log.WaitStop((long)number, (long)kind, (long)(seconds * 1e9));
    }

    private static KeyValuePair<string, object?> Lock(WaitKind kind) => new("lock", kind switch
    {
        WaitKind.PushLockExclusive or WaitKind.PushLockShared => "push lock",
        WaitKind.Mutex => "mutex",
        _ => "resource",
    });

    private static KeyValuePair<string, object?> Request(WaitKind kind) => new("request", kind switch
    {
        WaitKind.Exclusive or WaitKind.PushLockExclusive or WaitKind.Mutex => "exclusive",
        WaitKind.Shared or WaitKind.PushLockShared => "shared",
        WaitKind.SharedStarveExclusive => "shared-starve-exclusive",
        _ => "shared-wait-for-exclusive",
    });
}

/// <summary>What is waited for; the numbers are those of the events. The first four are <see cref="ResourceRequest"/>.</summary>
internal enum WaitKind
{
    Exclusive,
    Shared,
    SharedStarveExclusive,
    SharedWaitForExclusive,
    PushLockExclusive,
    PushLockShared,

    /// <summary>Fast and guarded mutexes.</summary>
    Mutex,
}

/// <summary>The waits as events, for dotnet-trace and PerfView.</summary>
[EventSource(Name = "DdiCompliance-Runtime")]
internal sealed class LockEvents : EventSource
{
    internal static readonly LockEvents Log = new();

    /// <summary>A thread queues itself at a lock.</summary>
    /// <param name="lockNumber">The number of the resource or mutex; 0 for a push lock, which has none.</param>
    /// <param name="kind">
    /// A resource: 0 exclusive, 1 shared, 2 shared starving exclusive, 3 shared waiting for exclusive. A push lock: 4 exclusive, 5 shared. 6 a fast or guarded mutex.
    /// </param>
    [Event(1, Level = EventLevel.Informational)]
    public void WaitStart(long lockNumber, long kind) => WriteEvent(1, lockNumber, kind);

    /// <summary>The thread owns the lock, tries again, or has given up.</summary>
    /// <param name="lockNumber">As at the start.</param>
    /// <param name="kind">As at the start.</param>
    /// <param name="nanoseconds">How long it waited.</param>
    [Event(2, Level = EventLevel.Informational)]
    public void WaitStop(long lockNumber, long kind, long nanoseconds) => WriteEvent(2, lockNumber, kind, nanoseconds);
}
