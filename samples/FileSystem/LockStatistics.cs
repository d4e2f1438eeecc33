using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using DdiCompliance;

namespace FileSystem;

/// <summary>The locks of the file system, by what they are acquired for.</summary>
internal enum LockKind
{
    VolumeExclusive,
    VolumeShared,
    FileExclusive,
    FileShared,
    PagingExclusive,
    PagingShared,
    Converted,
    Transferred,
    LazyWrites,
    LazyWritesPostponed,
    Posted,
}

/// <summary>Counts acquisitions, and listens to the meter of the runtime for the ones that had to wait.</summary>
internal sealed class LockStatistics : IDisposable
{
    private readonly long[] _counts = new long[Enum.GetValues<LockKind>().Length];
    private readonly MeterListener _listener = new();
    private long _waits;
    private long _waitMicroseconds;

    public LockStatistics()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == "DdiCompliance.Runtime")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref _waits, value));
        _listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => Interlocked.Add(ref _waitMicroseconds, (long)(seconds * 1e6)));
        _listener.Start();
    }

    public long this[LockKind kind] => Volatile.Read(ref _counts[(int)kind]);

    public void Count(LockKind kind) => Interlocked.Increment(ref _counts[(int)kind]);

    public void Dispose() => _listener.Dispose();

    public override string ToString()
    {
        StringBuilder text = new();
        foreach (LockKind kind in Enum.GetValues<LockKind>())
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {kind,-20} {this[kind],12:N0}");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"  {"waits",-20} {_waits,12:N0}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  {"waited",-20} {_waitMicroseconds / 1000,9:N0} ms");
        return text.Append("  ").Append(LocksDump.Take()).ToString();
    }
}
