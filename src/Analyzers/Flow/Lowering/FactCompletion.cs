using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>
/// Finds the facts that can matter (what reaches a branch, a wait argument, a callee's condition or a caller), gives them bits, and
/// turns assignments into updates of those bits.
/// </summary>
internal sealed partial class FactCompletion(MethodIr ir, Names names, bool isRoot)
{
    private readonly Dictionary<AccessPath, List<AssignInstr>> _writers = new();
    private readonly Dictionary<Fact, (int Start, int End)> _demanded = new();
    private readonly Queue<Fact> _open = new();
    private readonly Dictionary<AccessPath, int> _madeAt = new();
    private readonly Dictionary<Fact, int> _firstAsked = new();
    private readonly Dictionary<Fact, int> _lastAsked = new();
    private readonly Dictionary<List<AssignInstr>, (int First, int Last, int Count)> _spans = new();
    private readonly Dictionary<Fact, List<int>> _learnedAt = new();
    private readonly Dictionary<AccessPath, List<Fact>> _learnedTests = new();
    private readonly int[] _blockOf = new int[ir.Instrs.Count];
    private int _last;

    /// <summary>Every question is asked: no other one comes up.</summary>
    private bool _isBound;

    public void Complete()
    {
        _last = ir.Blocks.Length - 1;
        IndexBlocks();
        DemandConditions();
        if (!isRoot)
        {
            DemandEntries();
            DemandExports();
        }

        while (_open.Count > 0)
        {
            Follow(_open.Dequeue());
        }

        if (isRoot)
        {
            JoinRelated();
        }

        ir.Facts = FactTable.Create(
            // Inside a loop a fact may be carried round: its life covers every loop that it is used in.
            _demanded.Select(d => (d.Key, ir.Loops.Around(d.Value.Start).Head, ir.Loops.Around(d.Value.End).Tail)),
            fact => fact.Subject.IsShared && !_writers.ContainsKey(fact.Subject) ? _firstAsked[fact] : null,
            fact => _firstAsked[fact] == _lastAsked[fact] && _demanded[fact] == (0, _last));
        Bind();
    }

    /// <summary>Tests of one value beyond which a method is taken for a table, whose rows have nothing to say about each other.</summary>
    private const int MostRelated = 8;

    /// <summary>Answers about one value decide each other (<c>n &gt; 5</c> and <c>n &gt; 3</c>): they live together.</summary>
    private void JoinRelated()
    {
        foreach (IGrouping<AccessPath, Fact> related in _demanded.Keys.GroupBy(f => f.Subject).ToList())
        {
            int count = related.Count();
            if (count is > 1 and <= MostRelated)
            {
                (int Start, int End) life = (related.Min(f => _demanded[f].Start), related.Max(f => _demanded[f].End));
                related.ToList().ForEach(f => _demanded[f] = life);
            }
        }
    }

    private void IndexBlocks()
    {
        foreach (BlockIr block in ir.Blocks)
        {
            foreach (Instr instr in block.Instrs)
            {
                _blockOf[instr.Number] = block.Ordinal;
                AccessPath? made = (instr as RoutineInstr)?.Result ?? (instr as CallInstr)?.Result;
                if (made is not null)
                {
                    _madeAt[made] = block.Ordinal;
                }

                if (instr is AssignInstr assign)
                {
                    assign.Value = names.ResolveWithin(assign.Value);
                    assign.Target = names.ResolveTarget(assign.Target);
                    if (!_writers.TryGetValue(assign.Target, out List<AssignInstr>? list))
                    {
                        _writers.Add(assign.Target, list = new List<AssignInstr>());
                    }

                    list.Add(assign);
                }
            }
        }
    }

    private void DemandConditions()
    {
        foreach (BlockIr block in ir.Blocks)
        {
            foreach (Instr instr in block.Instrs)
            {
                switch (instr)
                {
                    case RoutineInstr routine:
                        routine.WaitCondition = names.ResolveWithin(routine.Wait).ToCondition(Test.IsTrue);
                        Demand(routine.WaitCondition, block.Ordinal);
                        foreach (LockOperand? operand in routine.Locks)
                        {
                            operand?.Candidates.ForEach(c => Demand(c.Is, block.Ordinal));
                        }

                        routine.Owners.ForEach(o => Demand(o.Is, block.Ordinal));
                        routine.Outcome.ForEach(o => Learn(o, block.Ordinal));
                        break;
                    case AssumeInstr assume:
                        assume.Condition = names.ResolveWithin(assume.Value).ToCondition(Test.IsTrue);
                        if (!assume.IsHint)
                        {
                            Demand(assume.Condition, block.Ordinal);
                        }

                        break;
                    case CallInstr call:
                        DemandCall(call, block.Ordinal);
                        break;
                }
            }

            if (block.BranchValue is { } value)
            {
                block.Condition = names.ResolveWithin(value).ToCondition(Test.IsTrue);
                Demand(block.Condition, block.Ordinal);
            }
        }
    }

    private void DemandCall(CallInstr call, int ordinal)
    {
        call.Choices.ForEach(c => Demand(c.Is, ordinal));
        for (int i = 0; i < call.Bindings.Count; i++)
        {
            CallBinding binding = call.Bindings[i];
            foreach ((Condition isThis, _) in binding.Candidates.SelectMany(c => c))
            {
                Demand(isThis, ordinal);
            }

            foreach (BoundExit exit in binding.Exits)
            {
                Translate(exit.Exit.Before, call, i, exit.Before);
                Translate(exit.Exit.After, call, i, exit.After);
                exit.Before.ForEach(b => Demand(b.Condition, ordinal));
                exit.After.ForEach(a => Learn(a.Condition, ordinal));
            }

            foreach (Obligation obligation in binding.Summary.Obligations)
            {
                List<(Condition, bool)> conditions = new();
                Translate(obligation.Before, call, i, conditions);
                conditions.ForEach(c => Demand(c.Item1, ordinal));
                binding.ObligationConditions.Add(conditions);
            }
        }
    }

    /// <summary>Links of an operator's name that a call may make of an argument: a recursion would make it longer each round.</summary>
    private const int LongestSum = 5;

    private void Translate(IEnumerable<(Fact Fact, bool Answer)> facts, CallInstr call, int target, List<(Condition, bool)> conditions)
    {
        foreach ((Fact fact, bool answer) in facts)
        {
            Value? value = Mapping.ArgumentOf(fact.Subject, call, call.Activations[target])
                ?? (Mapping.ToCaller(fact.Subject, call, call.Activations[target], ir.Method) is { } place ? new ReadValue(place) : null);
            if (fact.Test.Kind == TestKind.Is)
            {
                TranslateStore(fact, call, target, conditions);
                continue;
            }

            value = value?.Path is { Kind: PathKind.Operator } computed ? Arithmetic.Simplify(computed) : value;
            if (value is not null && value.Path is not { Kind: PathKind.Operator, Size: > LongestSum })
            {
                conditions.Add((names.ResolveWithin(value).ToCondition(fact.Test), answer));
            }
        }
    }

    private void Demand(Condition condition, int ordinal)
    {
        List<Fact> facts = new();
        condition.CollectFacts(facts);
        foreach (Fact fact in facts)
        {
            Demand(fact, ordinal);
        }
    }

    private void Demand(Fact fact, int ordinal)
    {
        if (_demanded.TryGetValue(fact, out (int Start, int End) lifetime))
        {
            _firstAsked[fact] = Math.Min(_firstAsked[fact], ordinal);
            _lastAsked[fact] = Math.Max(_lastAsked[fact], ordinal);
            _demanded[fact] = (Math.Min(lifetime.Start, ordinal), Math.Max(lifetime.End, ordinal));
            return;
        }

        _firstAsked.Add(fact, ordinal);
        _lastAsked.Add(fact, ordinal);

        // What is known of a caller's value at the entry decides which exits the caller can see: such facts live throughout.
        // So do answers about null, which every use of a lock gives.
        bool atEntry = (!isRoot || fact.Test.Kind == TestKind.IsNull) && IsFromOutside(fact.Subject)
            && Mapping.IsExportable(fact.Subject, ir.Method)
            && !IsWritten(fact.Subject);
        atEntry |= fact is { Subject.Kind: PathKind.Parameter, Test.Kind: TestKind.Is };
        _demanded.Add(fact, atEntry ? (0, _last) : (ordinal, ordinal));
        _open.Enqueue(fact);
    }

    /// <summary>Whether the value exists before the method runs, as a captured local does; an object under construction has none yet.</summary>
    private bool IsFromOutside(AccessPath subject)
        => (subject.IsFromOutside || (subject.Kind == PathKind.Local && !Mapping.IsOwn(subject, ir.Method))) && !(ir.Method.MethodKind == MethodKind.Constructor && subject.Root.Kind == PathKind.This);

    /// <summary>Whether the method stores into the place, or into something the value is computed from.</summary>
    private bool IsWritten(AccessPath subject) => _writers.ContainsKey(subject) || (subject.Kind == PathKind.Operator && subject.Arguments.Any(IsWritten));

    private Condition ConditionFor(Value value, Fact fact)
    {
        if (!fact.Subject.IsShared && Arithmetic.StepOf(value, fact.Subject) is { } step)
        {
            return AfterStep(fact, step);
        }

        if (fact.Test.Kind != TestKind.Is)
        {
            return value.ToCondition(fact.Test);
        }

        if (value is FunctionValue || value.IsNothing || value.Path is not { } source)
        {
            return value.IsNothing ? Condition.False : value.ToCondition(fact.Test);
        }

        if (fact.Test.Path is { Symbol: IMethodSymbol, Kind: PathKind.Static })
        {
            return source.Kind is PathKind.Local or PathKind.Capture ? Condition.OfFact(new Fact(names.ResolveSubject(source), fact.Test)) : Condition.Unknown;
        }

        AccessPath place = names.Resolve(source);
        AccessPath subject = names.Resolve(fact.Subject);
        return place.Equals(fact.Test.Path) ? (names.IsStored(place) ? IsNone(place) : Present(value, place))
            : place.Equals(subject) ? Condition.OfFact(fact)
            : names.CandidatesOf(place).Contains(fact.Test.Path!) ? Condition.OfFact(new Fact(place, fact.Test))
            : Condition.False;
    }

    /// <summary>A call may return null: then the variable is no object at all.</summary>
    private Condition Present(Value value, AccessPath place)
        => place.Kind == PathKind.Result && value is not NewValue && _learnedAt.ContainsKey(new Fact(place, Test.IsNull))
            ? Condition.OfFact(new Fact(place, Test.IsNull)).NegateIf(true)
            : Condition.True;

    private void Bind()
    {
        _isBound = true;
        FactTable table = ir.Facts;
        FactBinding binding = new(ir, table, ConditionFor);
        foreach (BlockIr block in ir.Blocks)
        {
            block.Condition?.Bind(table.SlotOf);
            foreach (Instr instr in block.Instrs)
            {
                binding.Bind(instr);
            }

            // A bit that serves several facts is not known to be this one's.
            block.Instrs.RemoveAll(i => i is AssumeInstr { IsHint: true } hint && (table.SharesBits || hint.Condition.Slots == 0));
        }

        ir.Returned.ForEach(r => r.Is.Bind(table.SlotOf));
        foreach (FinallyIr region in ir.Finallys)
        {
            region.Mentioned = binding.MentionedBetween(region.Entry, region.Last);
            region.ChangesHolds = ir.Blocks.Skip(region.Entry).Take(region.Last - region.Entry + 1).Any(b => b.Instrs.Any(i => i is RoutineInstr or CallInstr));
        }
    }
}
