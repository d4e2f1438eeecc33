using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>A callee's summary in the terms of one call.</summary>
internal sealed class CallBinding(Summary summary)
{
    public Summary Summary { get; } = summary;

    /// <summary>For each of the summary's locks the caller's on the path that was <see cref="Take">taken</see> last; -1 when it cannot be named.</summary>
    public int[] Locks { get; private set; } = Array.Empty<int>();

    /// <summary>For each of the summary's locks the caller's by the name that is written.</summary>
    public int[] Named { get; private set; } = Array.Empty<int>();

    /// <summary>For each of the summary's locks what else it may be, where a variable alternates between places.</summary>
    public List<(Condition Is, int Lock)>[] Candidates { get; private set; } = Array.Empty<List<(Condition, int)>>();

    /// <summary>For each of the summary's locks the references on the way to it, by the names facts go by.</summary>
    public List<AccessPath>[] Ways { get; set; } = Array.Empty<List<AccessPath>>();

    /// <summary>For each of the summary's locks what follows from its being used at all: the references on the way to it are not null.</summary>
    public List<Condition>[] NotNull { get; set; } = Array.Empty<List<Condition>>();

    public void Name(int[] named, List<(Condition Is, int Lock)>[] candidates)
    {
        Locks = named;
        Named = named;
        Candidates = candidates.Any(c => c.Count > 0) ? candidates : Array.Empty<List<(Condition, int)>>();
    }

    /// <summary>Names the locks as a path does that knows <paramref name="facts"/>.</summary>
    public void Take(FactSet facts, Func<int, bool> isHeld)
    {
        if (Candidates.Length == 0)
        {
            return;
        }

        Locks = new int[Named.Length];
        for (int i = 0; i < Named.Length; i++)
        {
            Locks[i] = NameOn(i, facts, isHeld);
        }
    }

    private int NameOn(int index, FactSet facts, Func<int, bool> isHeld)
    {
        foreach ((Condition isThis, int @lock) in Candidates[index])
        {
            if (isThis.Evaluate(facts) == true)
            {
                return @lock;
            }
        }

        // One of several, and this path does not say which; what is held under the variable's own name is certain all the same.
        bool isOwn = Candidates[index].All(c => c.Is.Evaluate(facts) == false)
            || Summary.Exits.All(e => e.Holdings[index].Cell.Needed == 0)
            || isHeld(Named[index]);
        return isOwn ? Named[index] : -1;
    }

    /// <summary>Which of the summary's locks may be the caller's <paramref name="lock"/>; -1: none.</summary>
    public int IndexOf(int @lock)
    {
        int named = Array.IndexOf(Named, @lock);
        return named >= 0 ? named : Array.FindIndex(Candidates, c => c.Any(one => one.Lock == @lock));
    }

    public List<BoundExit> Exits { get; } = new();

    /// <summary>Whether the callee takes the lock or comes back without it, and its result tells which: the try of a helper.</summary>
    public bool Tries(int @lock)
    {
        int index = IndexOf(@lock);
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
