using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;

namespace DdiCompliance;

/// <summary>Counts and times the waits. Nothing is recorded without a wait, and nothing is measured without a listener.</summary>
internal static class LockTelemetry
{
    private static readonly Meter s_meter = new("DdiCompliance.Runtime");

    private static readonly Counter<long> s_contentions = s_meter.CreateCounter<long>(
        "ddi.lock.contentions", "{wait}", "Acquisitions that had to wait.");

    private static readonly Histogram<double> s_waits = s_meter.CreateHistogram<double>(
        "ddi.lock.wait.duration", "s", "How long acquisitions waited.");

    /// <returns>A time stamp, or 0 when nobody listens.</returns>
    internal static long WaitBegins(ulong number, ResourceRequest request)
    {
        if (LockEvents.Log.IsEnabled())
            LockEvents.Log.WaitStart((long)number, (long)request);
        s_contentions.Add(1, new KeyValuePair<string, object?>("request", Name(request)));
        return LockEvents.Log.IsEnabled() || s_waits.Enabled ? Stopwatch.GetTimestamp() : 0;
    }

    internal static void WaitEnds(ulong number, ResourceRequest request, long start)
    {
        if (start == 0)
            return;
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        s_waits.Record(seconds, new KeyValuePair<string, object?>("request", Name(request)));
        if (LockEvents.Log.IsEnabled())
            LockEvents.Log.WaitStop((long)number, (long)request, (long)(seconds * 1e9));
    }

    private static string Name(ResourceRequest request) => request switch
    {
        ResourceRequest.Exclusive => "exclusive",
        ResourceRequest.Shared => "shared",
        ResourceRequest.SharedStarveExclusive => "shared-starve-exclusive",
        _ => "shared-wait-for-exclusive",
    };
}

/// <summary>The waits as events, for dotnet-trace and PerfView.</summary>
[EventSource(Name = "DdiCompliance-Runtime")]
internal sealed class LockEvents : EventSource
{
    internal static readonly LockEvents Log = new();

    /// <summary>A thread queues itself at a resource.</summary>
    /// <param name="resource">The number of the resource.</param>
    /// <param name="request">0 exclusive, 1 shared, 2 shared starving exclusive, 3 shared waiting for exclusive.</param>
    [Event(1, Level = EventLevel.Informational)]
    public void WaitStart(long resource, long request) => WriteEvent(1, resource, request);

    /// <summary>The thread owns the resource, or has given up.</summary>
    /// <param name="resource">The number of the resource.</param>
    /// <param name="request">As at the start.</param>
    /// <param name="nanoseconds">How long it waited.</param>
    [Event(2, Level = EventLevel.Informational)]
    public void WaitStop(long resource, long request, long nanoseconds) => WriteEvent(2, resource, request, nanoseconds);
}
