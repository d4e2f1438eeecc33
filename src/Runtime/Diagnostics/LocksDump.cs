using System.Text;
using System.Text.Json;

namespace DdiCompliance;

/// <summary>
/// All resources and who owns and wants them: what <c>!locks</c> shows in a kernel debugger; under verification the push locks in use as well.
/// Taken without stopping anybody, so a busy lock may be a moment old.
/// </summary>
public sealed class LocksDump
{
    private LocksDump(IReadOnlyList<LockRecord> locks, IReadOnlyList<PushLockRecord> pushLocks)
    {
        Locks = locks;
        PushLocks = pushLocks;
    }

    /// <summary>The initialised resources, oldest first.</summary>
    public IReadOnlyList<LockRecord> Locks { get; }

    /// <summary>The push locks that were acquired under verification and are held or waited for, in the order of acquisition.</summary>
    public IReadOnlyList<PushLockRecord> PushLocks { get; }

    /// <summary>Takes a dump.</summary>
    /// <param name="includeFree">Whether resources that nobody owns or waits for are listed too.</param>
    /// <returns>The dump.</returns>
    public static LocksDump Take(bool includeFree = false)
    {
        List<LockRecord> records = [];
        foreach (ERESOURCE resource in ResourceList.Snapshot())
        {
            LockRecord record = RecordOf(resource);
            if (includeFree || record.Owners.Count + record.Waiters.Count != 0)
                records.Add(record);
        }
        return new LocksDump(records, PushLockRecord.TakeAll());
    }

    /// <summary>The dump as text, one block per resource.</summary>
    /// <returns>For example <c>Resource 3: exclusively owned, contention count 2</c> and its owners and waiters.</returns>
    public override string ToString()
    {
        StringBuilder text = new();
        foreach (LockRecord record in Locks)
        {
            text.AppendLine($"Resource {record.Number}: {record.State}, contention count {record.Contentions}");
            foreach (LockOwner owner in record.Owners)
                text.AppendLine($"    owner  {owner.Name} x{owner.Count}{(owner.WaitsFor is { } lockNumber ? $", waits for resource {lockNumber}" : "")}");
            foreach (LockWaiter waiter in record.Waiters)
                text.AppendLine($"    waiter {waiter.Name} ({waiter.Request})");
        }
        foreach (PushLockRecord pushLock in PushLocks)
            pushLock.AppendTo(text);
        text.Append($"{Locks.Count} resource{(Locks.Count == 1 ? "" : "s")}");
        if (PushLocks.Count != 0)
            text.Append($" and {PushLocks.Count} push lock{(PushLocks.Count == 1 ? "" : "s")}");
        return text.Append(" listed").ToString();
    }

    /// <summary>The dump as JSON: arrays of resources and of push locks with owners and waiters, and the edges of the wait-for graph.</summary>
    /// <returns>The JSON text, indented.</returns>
    public string ToJson()
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("resources");
            foreach (LockRecord record in Locks)
                Write(writer, record);
            writer.WriteEndArray();
            writer.WriteStartArray("pushLocks");
            foreach (PushLockRecord pushLock in PushLocks)
                pushLock.WriteTo(writer);
            writer.WriteEndArray();
            WriteWaitFor(writer);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    internal static List<LockOwner> OwnersOf(ERESOURCE resource)
    {
        List<LockOwner> owners = [];
        foreach (KernelThread? thread in ThreadTable.Threads)
        {
            if (thread is null)
                continue;
            if (resource.IsOwnedExclusivelyBy(thread))
                owners.Add(new LockOwner(NameOf(thread), resource.ExclusiveAcquisitions, WaitOf(thread)));
            else if (thread.PeekHold(resource.Number) is not 0 and long hold)
                owners.Add(new LockOwner(NameOf(thread), (int)HoldWord.Count(hold), WaitOf(thread)));
        }
        // A thread that has ended is no longer in the table; the word still names it.
        uint owner = ResourceWord.Owner(resource.Word);
        if (owners.Count == 0 && owner is > 0 and < ResourceWord.PointerOwner)
            owners.Add(new LockOwner($"thread {owner} (ended)", resource.ExclusiveAcquisitions, null));
        if (resource.Queue is { } queue)
            owners.AddRange(queue.Pointers.All().Select(one => new LockOwner($"owner pointer 0x{one.Pointer:X}", one.Count, null)));
        return owners;
    }

    private static LockRecord RecordOf(ERESOURCE resource)
    {
        List<WaitBlock> blocks = [];
        if (resource.Queue is { } queue)
            ERESOURCE.SnapshotWaiters(queue, blocks);
        List<LockWaiter> waiters = blocks.ConvertAll(block => new LockWaiter(NameOf(block.Thread), ((ResourceRequest)block.Request).ToString()));
        List<LockOwner> owners = OwnersOf(resource);
        string state = ResourceWord.Owner(resource.Word) != 0 ? "exclusively owned" : owners.Count != 0 ? "shared" : "free";
        return new LockRecord(resource.Number, state, resource.Contentions, owners, waiters);
    }

    internal static string NameOf(KernelThread thread) => $"thread {thread.Id}{(thread.HasEnded ? " (ended)" : "")}";

    private static ulong? WaitOf(KernelThread thread) => thread.CurrentWait is { IsGranted: false, Target: { } target } ? target.Number : null;

    private static void Write(Utf8JsonWriter writer, LockRecord record)
    {
        writer.WriteStartObject();
        writer.WriteNumber("number", record.Number);
        writer.WriteString("state", record.State);
        writer.WriteNumber("contentions", record.Contentions);
        WriteParties(writer, record.Owners, record.Waiters);
        writer.WriteEndObject();
    }

    internal static void WriteParties(Utf8JsonWriter writer, IReadOnlyList<LockOwner> owners, IReadOnlyList<LockWaiter> waiters)
    {
        writer.WriteStartArray("owners");
        foreach (LockOwner owner in owners)
        {
            writer.WriteStartObject();
            writer.WriteString("name", owner.Name);
            writer.WriteNumber("count", owner.Count);
            if (owner.WaitsFor is { } lockNumber)
                writer.WriteNumber("waitsFor", lockNumber);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteStartArray("waiters");
        foreach (LockWaiter waiter in waiters)
        {
            writer.WriteStartObject();
            writer.WriteString("name", waiter.Name);
            writer.WriteString("request", waiter.Request);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    /// <summary>An edge per waiter and owner: the waiter needs the owner to release.</summary>
    private void WriteWaitFor(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("waitFor");
        foreach (LockRecord record in Locks)
            WriteEdges(writer, record.Waiters, record.Owners, static (writer, number) => writer.WriteNumber("resource", number), record.Number);
        foreach (PushLockRecord record in PushLocks)
            WriteEdges(writer, record.Waiters, record.Owners, static (writer, address) => writer.WriteString("pushLock", $"0x{address:X}"), record.Address);
        writer.WriteEndArray();
    }

    private static void WriteEdges(
        Utf8JsonWriter writer, IReadOnlyList<LockWaiter> waiters, IReadOnlyList<LockOwner> owners, Action<Utf8JsonWriter, ulong> writeLock, ulong identity)
    {
        foreach (LockWaiter waiter in waiters)
        {
            foreach (LockOwner owner in owners)
            {
                writer.WriteStartObject();
                writer.WriteString("from", waiter.Name);
                writer.WriteString("to", owner.Name);
                writeLock(writer, identity);
                writer.WriteEndObject();
            }
        }
    }
}

/// <summary>One resource in a dump.</summary>
/// <param name="Number">Its number.</param>
/// <param name="State">free, shared or exclusively owned.</param>
/// <param name="Contentions">How often a thread had to queue since its initialisation.</param>
/// <param name="Owners">Who owns it.</param>
/// <param name="Waiters">Who waits: exclusive waiters first, each kind in its order.</param>
public sealed record LockRecord(ulong Number, string State, uint Contentions, IReadOnlyList<LockOwner> Owners, IReadOnlyList<LockWaiter> Waiters);

/// <summary>An owner of a resource.</summary>
/// <param name="Name">A thread or an owner pointer.</param>
/// <param name="Count">Its acquisitions.</param>
/// <param name="WaitsFor">The resource the owner itself waits for, or null.</param>
public sealed record LockOwner(string Name, int Count, ulong? WaitsFor);

/// <summary>A waiter of a resource.</summary>
/// <param name="Name">The thread.</param>
/// <param name="Request">What it asked for.</param>
public sealed record LockWaiter(string Name, string Request);
