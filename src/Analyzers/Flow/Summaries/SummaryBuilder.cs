using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Order;
using DdiCompliance.Analyzers.Flow.Solving;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Summaries;

/// <summary>Collects what a method solved as a helper shows, and turns it into its summary and its own findings.</summary>
internal sealed partial class SummaryBuilder : ISolveListener
{
    /// <summary>Exits kept apart for one effect; further ones are joined into what they agree on.</summary>
    private const int ExitsPerEffect = 4;

    /// <summary>Exits beyond which callers are told nothing: measured on real code, nine in ten helpers have one or two.</summary>
    private const int MostExits = 24;

    private const int MostObligations = 64;

    private readonly MethodIr _ir;
    private readonly int[] _exported;
    private readonly List<AccessPath> _locks = new();

    /// <summary>For each of the method's returned locks its number among <see cref="_locks"/>.</summary>
    private readonly List<int> _given = new();
    private readonly List<(Fact Fact, int Slot)> _before = new();
    private readonly List<(Fact Fact, int Slot)> _after = new();

    /// <summary>Those of <see cref="_after"/> that an exception leaves behind as well: all but the result's.</summary>
    private readonly List<(Fact Fact, int Slot)> _stored = new();
    private readonly List<SummaryExit> _exits = new();
    private readonly List<Obligation> _obligations = new();
    private readonly List<FlowEvent> _events = new();
    private readonly List<FlowEvent> _leaks = new();
    private readonly HashSet<AccessPath> _assigned;
    private bool _mayThrow;

    public SummaryBuilder(MethodIr ir)
    {
        _ir = ir;
        _exported = new int[ir.Locks.Count];
        for (int i = 0; i < _exported.Length; i++)
        {
            _exported[i] = -1;
            if (Mapping.IsExportable(ir.Locks[i], ir.Method))
            {
                _exported[i] = _locks.Count;
                _locks.Add(ir.Locks[i]);
            }
        }

        foreach (ReturnedLock returned in ir.Returned)
        {
            int index = _locks.IndexOf(returned.Given);
            _given.Add(index >= 0 ? index : _locks.Count);
            if (index < 0)
            {
                _locks.Add(returned.Given);
            }
        }

        _assigned = new HashSet<AccessPath>(ir.Instrs.OfType<AssignInstr>().Select(a => a.Target));
        foreach (KeyValuePair<Fact, int> slot in ir.Facts.Slots.OrderBy(s => s.Value))
        {
            Sort(slot.Key, slot.Value);
        }
    }

    /// <summary>What is wrong in the method whoever calls it.</summary>
    public IReadOnlyList<FlowEvent> Events => _events;

    /// <summary>The ways out as they were met, before anybody judged them.</summary>
    public IReadOnlyList<SummaryExit> Exits => _exits;

    /// <summary>The number by which the exits know a lock; -1 when callers cannot name it.</summary>
    public int NumberOf(AccessPath path) => _locks.IndexOf(path);

    public void On(FlowEvent flowEvent)
    {
        if ((flowEvent.Broken & (Outcome.HeldAtExit | Outcome.CriticalAtExit | Outcome.GuardedAtExit)) != 0)
        {
            _leaks.Add(flowEvent);
        }
        else if ((flowEvent.Broken & Outcome.RaisedAtExit) == 0)
        {
            _events.Add(flowEvent);
        }
    }

    public void On(Obligation obligation, in PathState state)
    {
        bool isNameless = obligation.Lock >= 0 && _exported[obligation.Lock] < 0;
        AccessPath? ownClass = obligation.Class ?? (obligation.IsWait && obligation.Lock >= 0 ? LockClass.Of(_ir.Locks[obligation.Lock]) : null);
        if (isNameless && ownClass is null && !obligation.IsLeave)
        {
            return;
        }

        Obligation exported = obligation with
        {
            Class = ownClass,
            Released = obligation.Released.Where(r => _exported[r] >= 0).Select(r => _exported[r]).ToImmutableArray(),
            Lock = obligation.Lock < 0 ? -1 : _exported[obligation.Lock],
            Before = Answers(_before, state.Facts),
            Held = obligation.Held.Where(h => _exported[h.Lock] >= 0).Select(h => (_exported[h.Lock], h.Cell)).ToImmutableArray(),
        };
        if (_obligations.Count(o => o.IsWait == exported.IsWait) < MostObligations && !_obligations.Any(o => Same(o, exported)))
        {
            _obligations.Add(exported);
        }
    }

    public Summary Build(bool isUnknown)
    {
        if (isUnknown || _ir.Locks.Count > CellRow.Capacity)
        {
            return Summary.Unknown;
        }

        ExitJudge judge = new(_ir, _exported, _given, _leaks, _events);
        List<SummaryExit> exits = judge.Judge(_exits);
        _obligations.RemoveAll(o => o.IsLeave && judge.Blamed.Contains(o.Lock));
        if (exits.Count > MostExits)
        {
            return Summary.Unknown;
        }

        return new Summary
        {
            Locks = _locks.ToImmutableArray(),
            Exits = exits.ToImmutableArray(),
            Obligations = _obligations.OrderBy(o => o.Operation < 0).ToImmutableArray(),
            Aliases = _ir.Aliases.ToImmutableArray(),
            Written = _ir.Written.ToImmutableArray(),
            MayThrow = _mayThrow,
        };
    }

    private static bool Same(Obligation a, Obligation b)
        => ReferenceEquals(a.Contract, b.Contract) && a.Operation == b.Operation && a.Lock == b.Lock && a.Place == b.Place && a.Cell.Equals(b.Cell)
            && a.Before.SequenceEqual(b.Before) && a.Held.SequenceEqual(b.Held)
            && a.IsWait == b.IsWait && a.IsLeave == b.IsLeave && a.MayFail == b.MayFail && Equals(a.Class, b.Class) && a.Released.SequenceEqual(b.Released);

    private static ImmutableArray<(Fact, bool)> Answers(List<(Fact Fact, int Slot)> slots, FactSet facts)
    {
        ImmutableArray<(Fact, bool)>.Builder answers = ImmutableArray.CreateBuilder<(Fact, bool)>();
        foreach ((Fact fact, int slot) in slots)
        {
            if (facts[slot] is bool answer && (answer || fact.Test.Kind != TestKind.Is))
            {
                answers.Add((fact, answer));
            }
        }

        return answers.ToImmutable();
    }

    private void Sort(Fact fact, int slot)
    {
        AccessPath subject = fact.Subject;
        if (subject.Kind == PathKind.Entry)
        {
            _before.Add((new Fact(subject.Parent!, fact.Test), slot));
            return;
        }

        if (FactCompletion.IsExported(fact, _ir.Method))
        {
            _after.Add((fact, slot));
            _stored.Add((fact, slot));
            return;
        }

        if (fact.Test.Kind == TestKind.Is || !Mapping.IsExportable(subject, _ir.Method))
        {
            return;
        }

        bool byReference = subject.Kind == PathKind.Parameter && ((IParameterSymbol)subject.Symbol!).RefKind is RefKind.Ref or RefKind.Out;
        bool written = _ir.Written.Any(w => subject.GoesThrough(w.Member));
        bool assigned = IsAssigned(subject);
        if (byReference && !assigned && !IsPassedOn(subject) && ((IParameterSymbol)subject.Symbol!).RefKind == RefKind.Ref)
        {
            _before.Add((fact, slot)); // Only read: it was then what it is afterwards.
        }

        if (subject.Root.Kind == PathKind.Return || byReference || written)
        {
            _after.Add((fact, slot));
            if (subject.Root.Kind != PathKind.Return)
            {
                _stored.Add((fact, slot));
            }
        }
        else if (!assigned)
        {
            _before.Add((fact, slot));
        }
    }

    /// <summary>A helper of the method may store into it.</summary>
    private bool IsPassedOn(AccessPath subject) => _ir.Instrs.OfType<CallInstr>().Any(c => c.Arguments.Any(a => subject.Equals(a.Path)));

    /// <summary>What is computed from a variable changes with it.</summary>
    private bool IsAssigned(AccessPath subject) => _assigned.Contains(subject) || (subject.Kind == PathKind.Operator && subject.Arguments.Any(IsAssigned));

    private void Add(SummaryExit exit)
    {
        if (_exits.Any(e => e.SameAs(exit)))
        {
            return;
        }

        _exits.Add(exit);
        List<SummaryExit> same = _exits.Where(e => e.SameEffect(exit)).ToList();
        if (same.Count <= ExitsPerEffect)
        {
            return;
        }

        // The two that agree on most answers become one.
        (SummaryExit First, SummaryExit Second) nearest = (from a in same from b in same where !ReferenceEquals(a, b) orderby Common(a, b) descending select (a, b)).First();
        _exits.Remove(nearest.Second);
        _exits[_exits.IndexOf(nearest.First)] = nearest.First with
        {
            Before = nearest.First.Before.Intersect(nearest.Second.Before).ToImmutableArray(),
            After = nearest.First.After.Intersect(nearest.Second.After).ToImmutableArray(),
        };

        static int Common(SummaryExit a, SummaryExit b) => a.Before.Intersect(b.Before).Count() + a.After.Intersect(b.After).Count();
    }
}
