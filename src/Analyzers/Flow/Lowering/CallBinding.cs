using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>A callee's summary in the terms of one call.</summary>
internal sealed class CallBinding(Summary summary)
{
    public Summary Summary { get; } = summary;

    /// <summary>For each of the summary's locks the caller's; -1 when the caller cannot name it.</summary>
    public int[] Locks { get; set; } = Array.Empty<int>();

    public List<BoundExit> Exits { get; } = new();

    /// <summary>Whether the callee takes the lock or comes back without it, and its result tells which: the try of a helper.</summary>
    public bool Tries(int @lock)
    {
        int index = Array.IndexOf(Locks, @lock);
        List<SummaryExit> returns = Summary.Exits.Where(e => !e.Throws).ToList();
        return index >= 0 && returns.All(e => e.Holdings[index].Cell.Needed == 0)
            && returns.Where(e => e.Holdings[index].Cell.IsHeld).Any(taken => returns.Where(e => !e.Holdings[index].Cell.IsHeld).Any(failed => IsTold(taken, failed)));
    }

    private static bool IsTold(SummaryExit taken, SummaryExit failed)
        => taken.After.Any(t => t.Fact.Subject.Kind == PathKind.Return && failed.After.Any(f => f.Fact == t.Fact && f.Answer != t.Answer));

    /// <summary>The object the callee is called on, by its canonical name.</summary>
    public AccessPath? Receiver { get; set; }

    /// <summary>For each obligation the conditions it depends on.</summary>
    public List<List<(Condition Condition, bool Answer)>> ObligationConditions { get; } = new();

    /// <summary>Facts the callee may change.</summary>
    public ulong Forgotten { get; set; }
}

/// <summary>One exit of a callee, with its conditions in the caller's facts.</summary>
internal sealed class BoundExit(SummaryExit exit)
{
    public SummaryExit Exit { get; } = exit;

    public List<(Condition Condition, bool Answer)> Before { get; } = new();

    public List<(Condition Condition, bool Answer)> After { get; } = new();

    /// <summary>For each lock the caller's pairing class of the newest hold.</summary>
    public int[] Pairings { get; set; } = Array.Empty<int>();
}
