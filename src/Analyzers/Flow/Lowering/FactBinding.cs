using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>Writes bit numbers into the instructions: what each one reads, sets and makes unknown.</summary>
internal sealed class FactBinding
{
    private readonly MethodIr _ir;
    private readonly FactTable _table;
    private readonly Func<Value, Fact, Condition> _conditionFor;
    private readonly Dictionary<AccessPath, List<(Fact Fact, int Slot)>> _bySubject = new();
    private readonly List<(AccessPath Subject, List<(Fact Fact, int Slot)> Facts)> _subjects = new();

    /// <summary>Positions in <see cref="_subjects"/> by what the subject mentions, and by what a test of it compares with.</summary>
    private readonly LinkIndex _subjectIndex = new();
    private readonly LinkIndex _testIndex = new();

    /// <summary>Numbers of locks by what their paths mention.</summary>
    private readonly LinkIndex _lockIndex = new();
    private readonly Dictionary<AccessPath, int> _locks = new();
    private readonly List<KeyValuePair<Fact, int>> _alternatives = new();

    public FactBinding(MethodIr ir, FactTable table, Func<Value, Fact, Condition> conditionFor)
    {
        _ir = ir;
        _table = table;
        _conditionFor = conditionFor;
        foreach (KeyValuePair<Fact, int> slot in table.Slots)
        {
            if (!_bySubject.TryGetValue(slot.Key.Subject, out List<(Fact, int)>? list))
            {
                _bySubject.Add(slot.Key.Subject, list = new List<(Fact, int)>());
                _subjectIndex.Add(slot.Key.Subject, _subjects.Count);
                _subjects.Add((slot.Key.Subject, list));
            }

            list.Add((slot.Key, slot.Value));
            if (slot.Key.Test.Kind == TestKind.Is)
            {
                _alternatives.Add(slot);
            }
        }

        for (int i = 0; i < _subjects.Count; i++)
        {
            foreach ((Fact fact, _) in _subjects[i].Facts)
            {
                if (fact.Test.Path is { } place)
                {
                    _testIndex.Add(place, i);
                }
            }
        }

        for (int i = 0; i < ir.Locks.Count; i++)
        {
            _lockIndex.Add(ir.Locks[i], i);
            _locks[ir.Locks[i]] = i;
        }
    }

    public void Bind(Instr instr)
    {
        switch (instr)
        {
            case RoutineInstr routine:
                routine.WaitCondition.Bind(_table.SlotOf);
                routine.Outcome.ForEach(o => o.Bind(_table.SlotOf));
                routine.Owners.ForEach(o => o.Is.Bind(_table.SlotOf));
                foreach (LockOperand? operand in routine.Locks)
                {
                    operand?.Candidates.ForEach(c => c.Is.Bind(_table.SlotOf));
                    if (operand is not null)
                    {
                        operand.NotNull.AddRange(NotNull(operand.Way));
                    }
                }

                break;
            case AssumeInstr assume:
                assume.Condition.Bind(_table.SlotOf);
                break;
            case CallInstr call:
                BindCall(call);
                break;
            case AssignInstr assign:
                BindAssign(assign);
                break;
            case EscapeInstr escape:
                escape.Locks.AddRange(_lockIndex.Find(escape.Place, null));
                break;
        }
    }

    /// <summary>Whoever takes a lock has one: neither it nor anything on the way to it is null.</summary>
    private List<Condition> NotNull(List<AccessPath> way)
    {
        List<Condition> conditions = new();
        foreach (AccessPath place in way)
        {
            if (_table.SlotOf(new Fact(place, Test.IsNull)) >= 0)
            {
                Condition isNull = Condition.OfFact(new Fact(place, Test.IsNull));
                isNull.Bind(_table.SlotOf);
                conditions.Add(isNull);
            }
        }

        return conditions;
    }

    /// <summary>The bits read or written in a range of blocks.</summary>
    public ulong MentionedBetween(int first, int last)
    {
        ulong mask = 0;
        for (int i = first; i <= last; i++)
        {
            BlockIr block = _ir.Blocks[i];
            mask |= Mask(block.Condition);
            foreach (Instr instr in block.Instrs)
            {
                mask |= instr switch
                {
                    RoutineInstr routine => routine.Outcome.Append(routine.WaitCondition)
                        .Concat(routine.Locks.Where(l => l is not null).SelectMany(l => l!.Candidates.Select(c => c.Is)))
                        .Aggregate(0UL, (m, c) => m | Mask(c)),
                    AssumeInstr assume => Mask(assume.Condition),
                    AssignInstr assign => assign.Updates.Aggregate(assign.Forgotten, (m, u) => m | (1UL << u.Slot) | Mask(u.Condition)),
                    CallInstr call => call.Bindings.Aggregate(call.Choices.Aggregate(0UL, (m, c) => m | Mask(c.Is)), (m, b) => m | Mask(b)),
                    _ => 0,
                };
            }
        }

        return mask;
    }

    private static ulong Mask(CallBinding binding)
        => binding.Exits.SelectMany(e => e.Before.Concat(e.After))
            .Concat(binding.ObligationConditions.SelectMany(c => c))
            .Select(c => c.Condition)
            .Concat(binding.Candidates.SelectMany(c => c).Select(c => c.Is))
            .Concat(binding.NotNull.SelectMany(n => n))
            .Aggregate(binding.Forgotten, (m, c) => m | Mask(c));

    private static ulong Mask(Condition? condition) => condition?.Slots ?? 0;

    private void BindCall(CallInstr call)
    {
        call.Choices.ForEach(c => c.Is.Bind(_table.SlotOf));
        foreach (CallBinding binding in call.Bindings)
        {
            binding.NotNull = binding.Ways.Select(NotNull).ToArray();
            foreach ((Condition isThis, _) in binding.Candidates.SelectMany(c => c))
            {
                isThis.Bind(_table.SlotOf);
            }

            foreach (BoundExit exit in binding.Exits)
            {
                exit.Before.ForEach(b => b.Condition.Bind(_table.SlotOf));
                exit.After.ForEach(a => a.Condition.Bind(_table.SlotOf));
            }

            binding.ObligationConditions.ForEach(list => list.ForEach(c => c.Condition.Bind(_table.SlotOf)));
            foreach (WrittenMember written in binding.Summary.Written)
            {
                foreach (int subject in _subjectIndex.Through(written.Member))
                {
                    if (_subjects[subject].Subject.Kind == PathKind.Entry)
                    {
                        continue; // What it was is not changed any more.
                    }

                    if (written.OfReceiver && binding.Receiver is { } receiver && !_subjects[subject].Subject.Mentions(receiver))
                    {
                        continue;
                    }

                    _subjects[subject].Facts.ForEach(f => binding.Forgotten |= 1UL << f.Slot);
                }
            }
        }
    }

    private void BindMember(AssignInstr assign, Fact fact, int slot)
    {
        bool isMember = fact.Subject.Parent?.Equals(assign.Target) == true;
        Condition condition = isMember && assign.Value.Path is { } source ? Condition.OfFact(new Fact(fact.Subject.WithParent(source), fact.Test))
            : isMember ? assign.Value.ToMemberCondition(fact.Test)
            : Bits.After(assign, fact);
        condition.Bind(_table.SlotOf);
        if (condition.IsFact && condition.Fact == fact)
        {
            return; // Other bits changed; this answer stands.
        }

        if (condition.IsUnknown)
        {
            assign.Forgotten |= 1UL << slot;
        }
        else
        {
            assign.Updates.Add((slot, condition));
        }
    }

    /// <summary>A variable that stands for the target on this path keeps the holdings under its own name.</summary>
    private void BindMoves(AssignInstr assign, AccessPath target)
    {
        foreach (KeyValuePair<Fact, int> slot in _alternatives)
        {
            if (slot.Key.Test.Path is not { } place || !place.Mentions(target) || slot.Key.Subject.Equals(target))
            {
                continue;
            }

            Condition stands = Condition.OfFact(slot.Key);
            stands.Bind(_table.SlotOf);
            foreach (int from in _lockIndex.Find(place, null))
            {
                if (_locks.TryGetValue(_ir.Locks[from].Replace(place, slot.Key.Subject), out int to) && to != from)
                {
                    assign.Moved.Add((stands, from, to));
                }
            }
        }
    }

    private void BindAssign(AssignInstr assign)
    {
        AccessPath target = assign.Target;

        // The object may be known by another name, unless it was made here.
        ISymbol? member = target.Parent is { } parent && !_ir.Creates(parent) ? target.Symbol : null;
        if (assign.Value is NewValue { Place: { } created })
        {
            assign.Created.AddRange(new[] { created, target }.Where(_locks.ContainsKey).Select(p => _locks[p]));
        }

        if (!_subjectIndex.Has(target) && !_lockIndex.Has(target) && !(member is not null && (_subjectIndex.Has(member) || _lockIndex.Has(member))))
        {
            return;
        }

        if (_bySubject.TryGetValue(target, out List<(Fact Fact, int Slot)>? own))
        {
            foreach ((Fact fact, int slot) in own)
            {
                Condition condition = _conditionFor(assign.Value, fact);
                condition.Bind(_table.SlotOf);
                assign.Updates.Add((slot, condition));
            }
        }

        BindMentions(assign, target, member);
        BindMoves(assign, target);
        foreach (int i in _lockIndex.Find(target, member))
        {
            if (_ir.Locks[i].Kind != PathKind.Elements && !(assign.IsInPlace && Mapping.LiesIn(_ir.Locks[i], target)))
            {
                assign.Rebound.Add((i, _ir.Bulks.TryGetValue(i, out int bulk) ? bulk : -1));
            }
        }
    }

    /// <summary>What is known of places behind the target, and of variables compared with it, changes with it.</summary>
    private void BindMentions(AssignInstr assign, AccessPath target, ISymbol? member)
    {
        IReadOnlyList<int> mentioning = _subjectIndex.Find(target, member);
        foreach (int i in mentioning)
        {
            (AccessPath subject, List<(Fact Fact, int Slot)> facts) = _subjects[i];
            if (subject.Kind != PathKind.Entry && !subject.Equals(target))
            {
                facts.ForEach(f => BindMember(assign, f.Fact, f.Slot));
            }
        }

        foreach (int i in _testIndex.Find(target, null))
        {
            (AccessPath subject, List<(Fact Fact, int Slot)> facts) = _subjects[i];
            if (subject.Kind == PathKind.Entry || subject.Equals(target) || mentioning.Contains(i))
            {
                continue;
            }

            foreach ((Fact fact, int slot) in facts)
            {
                if (fact.Test.Path is { } place && place.Mentions(target))
                {
                    assign.Forgotten |= 1UL << slot;
                }
            }
        }
    }
}
