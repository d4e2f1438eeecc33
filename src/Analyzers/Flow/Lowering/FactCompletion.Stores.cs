using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>Which place a member holds: what callees say of it, and what callers are told.</summary>
internal sealed partial class FactCompletion
{
    /// <summary>Links of a member, or of what is stored in it, beyond which callers are not told: a recursion would make them longer each round.</summary>
    private const int LongestStore = 2;

    /// <summary>What is stored where callers find it, if either is the way to a lock.</summary>
    private void DemandStores()
    {
        IEnumerable<Fact> stored = _writers.Where(w => w.Key.Kind == PathKind.Member).SelectMany(w => names.CandidatesOf(w.Key).Select(c => new Fact(w.Key, Test.Is(c))))
            .Concat(_learnedAt.Keys.Where(f => f is { Test.Kind: TestKind.Is, Subject.Kind: PathKind.Member }));
        foreach (Fact fact in stored.ToList())
        {
            if (IsExported(fact, ir.Method) && ir.Locks.Any(l => l.Mentions(fact.Subject) || l.Mentions(fact.Test.Path!)))
            {
                Demand(fact, _last);
            }
        }
    }

    /// <summary>Whether callers can be told that a member is a place they know.</summary>
    public static bool IsExported(Fact fact, IMethodSymbol method)
        => fact is { Test: { Kind: TestKind.Is, Path: { Depth: <= LongestStore, Symbol: not IMethodSymbol } place }, Subject: { Kind: PathKind.Member, Depth: <= LongestStore } subject }
            && Mapping.IsExportable(subject, method) && Mapping.IsExportable(place, method);

    /// <summary>What a callee stored is what its caller knows by another name.</summary>
    private void TranslateStore(Fact stored, CallInstr call, int target, List<(Condition, bool)> conditions)
    {
        Activation callee = call.Activations[target];
        if (Mapping.ToCaller(stored.Subject, call, callee, ir.Method) is { } place && Mapping.ToCaller(stored.Test.Path!, call, callee, ir.Method) is { } source)
        {
            conditions.Add((Condition.OfFact(new Fact(names.ResolveSubject(place), Test.Is(names.Resolve(source)))), true));
        }
    }

    /// <summary>The member still holds what it held when the method was called.</summary>
    private Condition IsNone(AccessPath member)
        => names.CandidatesOf(member).Aggregate(Condition.True, (none, c) => Condition.Join(true, none, Condition.OfFact(new Fact(member, Test.Is(c))).NegateIf(true)));
}
