using System.Text;
using System.Text.Json;

namespace DdiCompliance;

/// <summary>One push lock in a dump. Only push locks acquired under verification are known, see <see cref="DdiVerifier"/>.</summary>
/// <param name="Address">Where it was when it was acquired. The garbage collector may have moved it since.</param>
/// <param name="State">held exclusively, held shared, or wanted (between two holders).</param>
/// <param name="Owners">Who holds it, and how often.</param>
/// <param name="Waiters">Who waits, in the order of arrival.</param>
public sealed record PushLockRecord(ulong Address, string State, IReadOnlyList<LockOwner> Owners, IReadOnlyList<LockWaiter> Waiters)
{
    internal static List<PushLockRecord> TakeAll() => [.. PushLockUses.Snapshot().GroupBy(static use => use.Address).Select(Of)];

    internal void AppendTo(StringBuilder text)
    {
        text.AppendLine($"Push lock at 0x{Address:X}: {State}");
        foreach (LockOwner owner in Owners)
            text.AppendLine($"    owner  {owner.Name} x{owner.Count}");
        foreach (LockWaiter waiter in Waiters)
            text.AppendLine($"    waiter {waiter.Name} ({waiter.Request})");
    }

    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("address", $"0x{Address:X}");
        writer.WriteString("state", State);
        LocksDump.WriteParties(writer, Owners, Waiters);
        writer.WriteEndObject();
    }

    private static PushLockRecord Of(IGrouping<ulong, PushLockUse> uses)
    {
        PushLockUse[] held = [.. uses.Where(static use => !use.IsWaiting)];
        string state = held.Length == 0 ? "wanted" : held[0].IsExclusive ? "held exclusively" : "held shared";
        return new(
            uses.Key, state,
            [.. held.GroupBy(static use => use.Thread).Select(static one => new LockOwner(LocksDump.NameOf(one.Key), one.Count(), null))],
            [.. uses.Where(static use => use.IsWaiting)
                .Select(static use => new LockWaiter(LocksDump.NameOf(use.Thread), (use.IsExclusive ? ResourceRequest.Exclusive : ResourceRequest.Shared).ToString()))]);
    }
}
