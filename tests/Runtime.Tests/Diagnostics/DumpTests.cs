using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using System.Text.Json;
using DdiCompliance.Runtime.Tests.Resources;
using static DdiCompliance.Ddi;

namespace DdiCompliance.Runtime.Tests.Diagnostics;

public class DumpTests : ResourceTest
{
    [Fact]
    public void The_dump_names_owners_counts_and_waiters()
    {
        Actor b = NewActor("B");
        Actor c = NewActor("C");
        ExAcquireResourceSharedLite(Resource, true);
        ExAcquireResourceSharedLite(Resource, true);
        ExSetResourceOwnerPointer(Resource, 0x43);
        ExAcquireResourceSharedLite(Resource, true);
        Queue(b, "X");
        Queue(c, "Wf");

        LockRecord record = LocksDump.Take().Locks.Single(one => one.Number == Resource.Number);
        Assert.Equal(("shared", 2u), (record.State, record.Contentions));
        Assert.Equal([($"thread {KeGetCurrentThread().Id}", 1), ("owner pointer 0x43", 2)], record.Owners.Select(owner => (owner.Name, owner.Count)));
        Assert.Equal(
            [($"thread {b.Kernel.Id}", "Exclusive"), ($"thread {c.Kernel.Id}", "SharedWaitForExclusive")],
            record.Waiters.Select(waiter => (waiter.Name, waiter.Request)));
        string text = LocksDump.Take().ToString();
        Assert.Contains($"Resource {Resource.Number}: shared, contention count 2", text);
        Assert.Contains("owner  owner pointer 0x43 x2", text);
        Assert.Contains($"waiter thread {b.Kernel.Id} (Exclusive)", text);
        Assert.Equal($"resource {Resource.Number}, shared by 2, 1 exclusive waiter, 1 shared waiter", Resource.ToString());
    }

    [Fact]
    public void The_json_holds_the_wait_for_graph()
    {
        Actor b = NewActor("B");
        ExAcquireResourceExclusiveLite(Resource, true);
        ExAcquireResourceExclusiveLite(Resource, true);
        Task waiting = Queue(b, "S");
        using JsonDocument json = JsonDocument.Parse(LocksDump.Take().ToJson());
        JsonElement mine = json.RootElement.GetProperty("resources").EnumerateArray().Single(one => one.GetProperty("number").GetUInt64() == Resource.Number);
        Assert.Equal("exclusively owned", mine.GetProperty("state").GetString());
        Assert.Equal(2, mine.GetProperty("owners")[0].GetProperty("count").GetInt32());
        JsonElement edge = json.RootElement.GetProperty("waitFor").EnumerateArray().Single(one => one.GetProperty("resource").GetUInt64() == Resource.Number);
        Assert.Equal(($"thread {b.Kernel.Id}", $"thread {KeGetCurrentThread().Id}"), (edge.GetProperty("from").GetString(), edge.GetProperty("to").GetString()));
        ExReleaseResourceLite(Resource);
        ExReleaseResourceLite(Resource);
        Actor.Finish(waiting);
        ReleaseBy(b);
        Assert.DoesNotContain(LocksDump.Take().Locks, one => one.Number == Resource.Number);
        Assert.Contains(LocksDump.Take(includeFree: true).Locks, one => one.Number == Resource.Number && one.State == "free");
    }

    [Fact]
    public void An_owner_that_waits_is_marked_in_the_dump()
    {
        ERESOURCE other = new();
        ExInitializeResourceLite(other);
        Actor b = NewActor("B");
        b.Do(() => ExAcquireResourceExclusiveLite(other, true));
        ExAcquireResourceExclusiveLite(Resource, true);
        Task waiting = Queue(b, "X");
        LockRecord record = LocksDump.Take().Locks.Single(one => one.Number == other.Number);
        Assert.Equal(Resource.Number, Assert.Single(record.Owners).WaitsFor);
        ExReleaseResourceLite(Resource);
        Actor.Finish(waiting);
        ReleaseBy(b);
        b.Do(() => ExReleaseResourceLite(other));
    }

    [Theory]
    [InlineData("resource (not initialised)", 0)]
    [InlineData("free", 1)]
    [InlineData("owned exclusively by thread", 2)]
    [InlineData("owned exclusively by an owner pointer", 3)]
    [InlineData("(deleted)", 4)]
    public void The_debugger_line_says_the_state(string expected, int state)
    {
        ERESOURCE resource = new();
        if (state > 0)
            ExInitializeResourceLite(resource);
        if (state is 2 or 3)
            ExAcquireResourceExclusiveLite(resource, true);
        if (state == 3)
            ExSetResourceOwnerPointer(resource, 3);
        if (state == 4)
            ExDeleteResourceLite(resource);
        Assert.Contains(expected, resource.ToString());
        Assert.NotNull(Attribute.GetCustomAttribute(typeof(ERESOURCE), typeof(DebuggerDisplayAttribute)));
        Assert.Contains("critical -1", KeGetCurrentThread().ToString());
    }

    [Fact]
    public void Waits_are_counted_and_timed_by_the_meter()
    {
        long contentions = 0;
        double seconds = 0;
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "DdiCompliance.Runtime")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => Interlocked.Add(ref contentions, value));
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) => Volatile.Write(ref seconds, Math.Max(seconds, value)));
        listener.Start();
        WaitOnce();
        Assert.True(Volatile.Read(ref contentions) >= 1);
        Assert.True(Volatile.Read(ref seconds) >= 0.02, $"{seconds} s");
    }

    [Fact]
    public void Waits_are_events()
    {
        using WaitListener listener = new();
        WaitOnce();
        Actor.Until(() => listener.Stops.ContainsKey(Resource.Number));
        Assert.True(listener.Starts.ContainsKey(Resource.Number));
        Assert.True(listener.Stops[Resource.Number] >= 20_000_000, $"{listener.Stops[Resource.Number]} ns");
    }

    [Fact]
    public void Waits_for_push_locks_and_mutexes_are_counted_under_their_names()
    {
        System.Collections.Concurrent.ConcurrentDictionary<string, long> counts = new();
        using MeterListener listener = new();
        listener.InstrumentPublished = static (instrument, self) =>
        {
            if (instrument.Meter.Name == "DdiCompliance.Runtime")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => counts.AddOrUpdate($"{tags[0].Value} {tags[1].Value}", value, (_, before) => before + value));
        listener.Start();
        using WaitListener events = new();
        Actor b = NewActor("B");
        EX_PUSH_LOCK[] pushLock = [default];
        FAST_MUTEX mutex = new();
        ExInitializeFastMutex(mutex);
        ExAcquirePushLockExclusive(ref pushLock[0]);
        Await(b, () => ExAcquirePushLockShared(ref pushLock[0]), () => ExReleasePushLockExclusive(ref pushLock[0]));
        b.Do(() => ExReleasePushLockShared(ref pushLock[0]));
        ExAcquireFastMutex(mutex);
        Await(b, () => ExAcquireFastMutex(mutex), () => ExReleaseFastMutex(mutex));
        b.Do(() => ExReleaseFastMutex(mutex));
        Assert.True(counts["push lock shared"] >= 1);
        Assert.True(counts["mutex exclusive"] >= 1);
        Actor.Until(() => events.Stops.ContainsKey(mutex.Number));
    }

    private static void Await(Actor actor, Action acquire, Action release)
    {
        Task waiting = actor.Begin(acquire);
        Actor.StaysBlocked(waiting);
        release();
        Actor.Finish(waiting);
    }

    private void WaitOnce()
    {
        Actor b = NewActor("B");
        ExAcquireResourceExclusiveLite(Resource, true);
        Task waiting = Queue(b, "X");
        Actor.StaysBlocked(waiting);
        ExReleaseResourceLite(Resource);
        Actor.Finish(waiting);
        ReleaseBy(b);
    }

    private sealed class WaitListener : EventListener
    {
        internal System.Collections.Concurrent.ConcurrentDictionary<ulong, long> Starts { get; } = new();

        internal System.Collections.Concurrent.ConcurrentDictionary<ulong, long> Stops { get; } = new();

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "DdiCompliance-Runtime")
                EnableEvents(eventSource, EventLevel.Informational);
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData.EventId == 1)
                Starts[Convert.ToUInt64(eventData.Payload![0])] = 0;
            else if (eventData.EventId == 2)
                Stops[Convert.ToUInt64(eventData.Payload![0])] = Convert.ToInt64(eventData.Payload[2]);
        }
    }
}
