using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>
/// Finds the facts that can matter (what reaches a branch, a wait argument, a callee's condition or a caller), gives them bits, and
/// turns assignments into updates of those bits.
/// </summary>
internal sealed class FactCompletion(MethodIr ir, Names names)
{
    private readonly Dictionary<AccessPath, List<AssignInstr>> _writers = new();
    private readonly Dictionary<Fact, (int Start, int End)> _demanded = new();
    private readonly Queue<Fact> _open = new();
    private readonly Dictionary<AccessPath, int> _madeAt = new();
    private readonly Dictionary<Fact, int> _firstAsked = new();
    private readonly Dictionary<Fact, List<int>> _learnedAt = new();
    private readonly int[] _blockOf = new int[ir.Instrs.Count];
    private int _last;

    public void Complete()
    {
        _last = ir.Blocks.Length - 1;
        IndexBlocks();
        DemandConditions();
        DemandEntries();
        DemandExports();
        while (_open.Count > 0)
        {
            Follow(_open.Dequeue());
        }

        ir.Facts = FactTable.Create(
            _demanded.Select(d => (d.Key, Widen(d.Value).Start, Widen(d.Value).End)),
            fact => fact.Subject.IsShared && !_writers.ContainsKey(fact.Subject) ? _firstAsked[fact] : null);
        Bind();
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
                        Demand(assume.Condition, block.Ordinal);
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

    /// <summary>Remembers where a call answers questions, in case somebody asks them.</summary>
    private void Learn(Condition condition, int ordinal)
    {
        List<Fact> facts = new();
        condition.CollectFacts(facts);
        foreach (Fact fact in facts)
        {
            if (!_learnedAt.TryGetValue(fact, out List<int>? ordinals))
            {
                _learnedAt.Add(fact, ordinals = new List<int>());
            }

            ordinals.Add(ordinal);
        }
    }

    private void DemandCall(CallInstr call, int ordinal)
    {
        for (int i = 0; i < call.Bindings.Count; i++)
        {
            CallBinding binding = call.Bindings[i];
            foreach (BoundExit exit in binding.Exits)
            {
                Translate(exit.Exit.Before, call, i, exit.Before);
                Translate(exit.Exit.After, call, i, exit.After);
                exit.Before.ForEach(b => Demand(b.Condition, ordinal));
                exit.After.ForEach(a => Learn(a.Condition, ordinal));
            }

            foreach (Summaries.Obligation obligation in binding.Summary.Obligations)
            {
                List<(Condition, bool)> conditions = new();
                Translate(obligation.Before, call, i, conditions);
                conditions.ForEach(c => Demand(c.Item1, ordinal));
                binding.ObligationConditions.Add(conditions);
            }
        }
    }

    private void Translate(IEnumerable<(Fact Fact, bool Answer)> facts, CallInstr call, int target, List<(Condition, bool)> conditions)
    {
        foreach ((Fact fact, bool answer) in facts)
        {
            Value? value = Mapping.ArgumentOf(fact.Subject, call, call.Activations[target])
                ?? (Mapping.ToCaller(fact.Subject, call, call.Activations[target], ir.Method) is { } place ? new ReadValue(place) : null);
            if (value is not null && fact.Test.Kind != TestKind.Is)
            {
                conditions.Add((names.ResolveWithin(value).ToCondition(fact.Test), answer));
            }
        }
    }

    /// <summary>What callers may ask: the result, reference parameters, and members that are stored here.</summary>
    private void DemandExports()
    {
        IMethodSymbol method = ir.Method;
        DemandReturnedMembers();

        if (!method.ReturnsVoid && _writers.ContainsKey(AccessPath.Return))
        {
            foreach (Test test in TestsOf(method.ReturnType))
            {
                Demand(new Fact(AccessPath.Return, test), _last);
            }
        }

        foreach (AccessPath target in _writers.Keys)
        {
            ITypeSymbol? type = target.Symbol switch
            {
                IParameterSymbol { RefKind: RefKind.Ref or RefKind.Out } parameter => parameter.Type,
                IFieldSymbol field when Mapping.IsExportable(target, method) => field.Type,
                IPropertySymbol property when Mapping.IsExportable(target, method) => property.Type,
                ILocalSymbol local when !Mapping.IsOwn(target, method) => local.Type,
                _ => null,
            };
            if (type is not null && IsDecided(target))
            {
                foreach (Test test in TestsOf(type))
                {
                    Demand(new Fact(target, test), _last);
                }
            }
        }
    }

    /// <summary>The elements of a returned tuple, and the members of an object or structure that is made and returned.</summary>
    private void DemandReturnedMembers()
    {
        HashSet<AccessPath> wholes = new() { AccessPath.Return };
        if (_writers.TryGetValue(AccessPath.Return, out List<AssignInstr>? returns))
        {
            wholes.UnionWith(returns.Select(r => r.Value).OfType<NewValue>().Where(n => n.Place is not null).Select(n => n.Place!));
        }

        foreach (Fact learned in _learnedAt.Keys.Where(f => f.Subject.Parent is not null && wholes.Contains(f.Subject.Parent)).ToList())
        {
            Demand(new Fact(learned.Subject.WithParent(AccessPath.Return), learned.Test), _last);
        }

        foreach (AccessPath member in _writers.Keys.Where(k => k.Parent is not null && wholes.Contains(k.Parent)).ToList())
        {
            ITypeSymbol? type = (member.Symbol as IFieldSymbol)?.Type ?? (member.Symbol as IPropertySymbol)?.Type;
            foreach (Test test in type is null or ITypeParameterSymbol ? s_anyTest : TestsOf(type))
            {
                Demand(new Fact(member.WithParent(AccessPath.Return), test), _last);
            }
        }
    }

    /// <summary>Tests for a member whose type is a type parameter of the tuple type.</summary>
    private static readonly Test[] s_anyTest = { Test.IsTrue, Test.IsNull, Test.LessThan(0), Test.EqualTo(0) };

    /// <summary>Whether some assignment stores a value that can be known.</summary>
    private bool IsDecided(AccessPath target) => _writers[target].Any(w => w.Value is not ReadValue { Source.IsShared: true } && w.Value != Value.Unknown);

    private static IEnumerable<Test> TestsOf(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Boolean)
        {
            yield return Test.IsTrue;
        }
        else if (type.IsReferenceType || type.TypeKind == TypeKind.Pointer || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            yield return Test.IsNull;
        }
        else if (type.SpecialType is SpecialType.System_Int32 || type.Name == "NTSTATUS" || type.TypeKind == TypeKind.Enum)
        {
            yield return Test.LessThan(0);
            yield return Test.EqualTo(0);
        }
    }

    /// <summary>
    /// A place that is tested and also written here answers two questions: what it was at the entry, which decides what the caller sees,
    /// and what it is now. The first gets a name of its own, assigned before everything else.
    /// </summary>
    private void DemandEntries()
    {
        BlockIr entry = ir.Blocks[0];
        while (_open.Count > 0)
        {
            Follow(_open.Dequeue());
        }

        foreach (AccessPath subject in _demanded.Keys.Select(f => f.Subject).Distinct().ToList())
        {
            bool isOut = subject.Kind == PathKind.Parameter && ((IParameterSymbol)subject.Symbol!).RefKind == RefKind.Out;
            if (!_writers.ContainsKey(subject) || isOut || !(subject.Kind == PathKind.Parameter || subject.IsShared) || !Mapping.IsExportable(subject, ir.Method))
            {
                continue;
            }

            AssignInstr keep = new(ir.Instrs.Count > 0 ? ir.Instrs[0].Syntax : subject.Symbol!.DeclaringSyntaxReferences[0].GetSyntax(), subject.AtEntry(), new ReadValue(subject))
            {
                Number = ir.Instrs.Count,
            };
            ir.Instrs.Add(keep);
            entry.Instrs.Add(keep);
            _writers.Add(keep.Target, new List<AssignInstr> { keep });
            foreach (Fact fact in _demanded.Keys.Where(f => f.Subject.Equals(subject)).ToList())
            {
                Demand(fact, 0);
                Demand(new Fact(keep.Target, fact.Test), 0);
                Demand(new Fact(keep.Target, fact.Test), _last);
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
            _demanded[fact] = (Math.Min(lifetime.Start, ordinal), Math.Max(lifetime.End, ordinal));
            return;
        }

        _firstAsked.Add(fact, ordinal);

        // What is known of a caller's value at the entry decides which exits the caller can see: such facts live throughout.
        bool atEntry = (fact.Subject.Kind == PathKind.Parameter || fact.Subject.IsShared)
            && Mapping.IsExportable(fact.Subject, ir.Method)
            && !_writers.ContainsKey(fact.Subject);
        atEntry |= fact is { Subject.Kind: PathKind.Parameter, Test.Kind: TestKind.Is };
        _demanded.Add(fact, atEntry ? (0, _last) : (ordinal, ordinal));
        _open.Enqueue(fact);
    }

    private void Follow(Fact fact)
    {
        if (fact.Subject.Root.Kind == PathKind.Result && _madeAt.TryGetValue(fact.Subject.Root, out int made))
        {
            Demand(fact, made);
        }

        FollowLinks(fact);
        if (_learnedAt.TryGetValue(fact, out List<int>? learned))
        {
            learned.ForEach(ordinal => Demand(fact, ordinal));
        }

        if (!_writers.TryGetValue(fact.Subject, out List<AssignInstr>? writers))
        {
            return;
        }

        foreach (AssignInstr writer in writers)
        {
            int ordinal = OrdinalOf(writer);
            Demand(fact, ordinal);
            Demand(ConditionFor(writer.Value, fact), ordinal);
        }
    }

    /// <summary>Writing a structure writes its members; writing a variable changes what is computed from it.</summary>
    private void FollowLinks(Fact fact)
    {
        AccessPath subject = fact.Subject;
        if (subject.Kind == PathKind.Entry)
        {
            return;
        }

        if (subject.Parent is { } parent && _writers.TryGetValue(parent, out List<AssignInstr>? whole))
        {
            foreach (AssignInstr writer in whole)
            {
                Demand(fact, OrdinalOf(writer));
                if (writer.Value.Path is { } source)
                {
                    Demand(new Fact(subject.WithParent(source), fact.Test), OrdinalOf(writer));
                }
            }
        }

        foreach (AccessPath argument in subject.Arguments)
        {
            if (_writers.TryGetValue(argument, out List<AssignInstr>? writers))
            {
                writers.ForEach(w => Demand(fact, OrdinalOf(w)));
            }
        }
    }

    private int OrdinalOf(AssignInstr writer) => writer.Number < _blockOf.Length ? _blockOf[writer.Number] : 0;

    private Condition ConditionFor(Value value, Fact fact)
    {
        if (fact.Test.Kind != TestKind.Is)
        {
            return value.ToCondition(fact.Test);
        }

        if (value.Path is not { } source)
        {
            return value is NullValue ? Condition.False : Condition.Unknown;
        }

        AccessPath place = names.Resolve(source);
        AccessPath subject = names.Resolve(fact.Subject);
        return place.Equals(fact.Test.Path) ? Condition.True
            : place.Equals(subject) ? Condition.OfFact(fact)
            : names.CandidatesOf(place).Contains(fact.Test.Path!) ? Condition.OfFact(new Fact(place, fact.Test))
            : Condition.False;
    }

    /// <summary>Inside a loop a fact may be carried round: its life covers every loop that it is used in.</summary>
    private (int Start, int End) Widen((int Start, int End) lifetime)
    {
        (int start, int end) = lifetime;
        foreach ((int head, int tail) in ir.Loops)
        {
            if (start <= tail && head <= end)
            {
                start = Math.Min(start, head);
                end = Math.Max(end, tail);
            }
        }

        return (start, end);
    }

    private void Bind()
    {
        FactTable table = ir.Facts;
        FactBinding binding = new(ir, table, ConditionFor);
        foreach (BlockIr block in ir.Blocks)
        {
            block.Condition?.Bind(table.SlotOf);
            foreach (Instr instr in block.Instrs)
            {
                binding.Bind(instr);
            }
        }

        foreach (FinallyIr region in ir.Finallys)
        {
            region.Mentioned = binding.MentionedBetween(region.Entry, region.Last);
        }
    }
}
