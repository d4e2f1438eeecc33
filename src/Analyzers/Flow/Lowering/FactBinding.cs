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
    private readonly HashSet<AccessPath> _links = new();
    private readonly HashSet<ISymbol> _symbols = new(SymbolEqualityComparer.Default);

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
                AddLinks(slot.Key.Subject);
            }

            list.Add((slot.Key, slot.Value));
        }

        foreach (AccessPath path in ir.Locks)
        {
            AddLinks(path);
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
                        AddNotNull(operand);
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
                for (int i = 0; i < _ir.Locks.Count; i++)
                {
                    if (_ir.Locks[i].Mentions(escape.Place))
                    {
                        escape.Locks.Add(i);
                    }
                }

                break;
        }
    }

    /// <summary>Whoever takes a lock has one: neither it nor anything on the way to it is null.</summary>
    private void AddNotNull(LockOperand operand)
    {
        foreach (AccessPath place in operand.Way)
        {
            if (_table.SlotOf(new Fact(place, Test.IsNull)) >= 0)
            {
                Condition isNull = Condition.OfFact(new Fact(place, Test.IsNull));
                isNull.Bind(_table.SlotOf);
                operand.NotNull.Add(isNull);
            }
        }
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
                    CallInstr call => call.Bindings.Aggregate(0UL, (m, b) => m | Mask(b)),
                    _ => 0,
                };
            }
        }

        return mask;
    }

    private static ulong Mask(CallBinding binding)
        => binding.Exits.SelectMany(e => e.Before.Concat(e.After))
            .Concat(binding.ObligationConditions.SelectMany(c => c))
            .Aggregate(binding.Forgotten, (m, c) => m | Mask(c.Condition));

    private static ulong Mask(Condition? condition) => condition?.Slots ?? 0;

    private void AddLinks(AccessPath path)
    {
        for (AccessPath? link = path; link is not null; link = link.Parent)
        {
            _links.Add(link);
            if (link.Symbol is not null)
            {
                _symbols.Add(link.Symbol);
            }

            foreach (AccessPath argument in link.Arguments)
            {
                AddLinks(argument);
            }
        }
    }

    private void BindCall(CallInstr call)
    {
        foreach (CallBinding binding in call.Bindings)
        {
            foreach (BoundExit exit in binding.Exits)
            {
                exit.Before.ForEach(b => b.Condition.Bind(_table.SlotOf));
                exit.After.ForEach(a => a.Condition.Bind(_table.SlotOf));
            }

            binding.ObligationConditions.ForEach(list => list.ForEach(c => c.Condition.Bind(_table.SlotOf)));
            foreach (ISymbol written in binding.Summary.Written)
            {
                if (!_symbols.Contains(written))
                {
                    continue;
                }

                foreach (KeyValuePair<Fact, int> slot in _table.Slots)
                {
                    if (slot.Key.Subject.GoesThrough(written))
                    {
                        binding.Forgotten |= 1UL << slot.Value;
                    }
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
        foreach (KeyValuePair<Fact, int> slot in _table.Slots)
        {
            if (slot.Key.Test is not { Kind: TestKind.Is, Path: { } place } || !place.Mentions(target) || slot.Key.Subject.Equals(target))
            {
                continue;
            }

            Condition stands = Condition.OfFact(slot.Key);
            stands.Bind(_table.SlotOf);
            for (int from = 0; from < _ir.Locks.Count; from++)
            {
                int to = _ir.Locks.IndexOf(_ir.Locks[from].Replace(place, slot.Key.Subject));
                if (to >= 0 && to != from)
                {
                    assign.Moved.Add((stands, from, to));
                }
            }
        }
    }

    private void BindAssign(AssignInstr assign)
    {
        AccessPath target = assign.Target;
        bool isMember = target.Parent is not null && target.Symbol is not null;
        if (assign.Value is NewValue { Place: { } created })
        {
            assign.Created = _ir.Locks.FindIndex(l => l.Equals(created) || l.Equals(target));
        }

        if (!_links.Contains(target) && !(isMember && _symbols.Contains(target.Symbol!)))
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

        foreach (KeyValuePair<AccessPath, List<(Fact Fact, int Slot)>> subject in _bySubject)
        {
            if (subject.Key.Kind == PathKind.Entry)
            {
                continue;
            }

            if (!subject.Key.Equals(target) && (subject.Key.Mentions(target) || (isMember && subject.Key.GoesThrough(target.Symbol!))))
            {
                subject.Value.ForEach(s => BindMember(assign, s.Fact, s.Slot));
            }
            else
            {
                foreach ((Fact fact, int slot) in subject.Value)
                {
                    if (fact.Test.Path is { } place && place.Mentions(target) && !subject.Key.Equals(target))
                    {
                        assign.Forgotten |= 1UL << slot;
                    }
                }
            }
        }

        BindMoves(assign, target);

        for (int i = 0; i < _ir.Locks.Count; i++)
        {
            AccessPath path = _ir.Locks[i];
            if (path.Kind != PathKind.Elements && (path.Mentions(target) || (isMember && path.GoesThrough(target.Symbol!))))
            {
                assign.Rebound.Add((i, _ir.Bulks.TryGetValue(i, out int bulk) ? bulk : -1));
            }
        }
    }
}
