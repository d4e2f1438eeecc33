using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

internal sealed partial class FactCompletion
{
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
                if (!_learnedTests.TryGetValue(fact.Subject, out List<Fact>? tests))
                {
                    _learnedTests.Add(fact.Subject, tests = new List<Fact>());
                }

                tests.Add(fact);
            }

            ordinals.Add(ordinal);
        }
    }

    /// <summary>What callers may ask: the result, reference parameters, and members that are stored here.</summary>
    private void DemandExports()
    {
        IMethodSymbol method = ir.Method;
        DemandReturnedMembers();
        DemandStores();
        ir.Returned.ForEach(r => Demand(r.Is, _last));

        if (!method.ReturnsVoid && _writers.ContainsKey(AccessPath.Return))
        {
            foreach (Test test in TestsOf(method.ReturnType, AccessPath.Return))
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
                foreach (Test test in TestsOf(type, target))
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
            ITypeSymbol? type = (member.Symbol as IFieldSymbol)?.Type ?? (member.Symbol as IPropertySymbol)?.Type ?? (member.Symbol as IParameterSymbol)?.Type;
            foreach (Test test in type is null or ITypeParameterSymbol ? s_anyTest : TestsOf(type, member))
            {
                Demand(new Fact(member.WithParent(AccessPath.Return), test), _last);
            }
        }
    }

    /// <summary>Tests for a member whose type is a type parameter of the tuple type.</summary>
    private static readonly Test[] s_anyTest = { Test.IsTrue, Test.IsNull, Test.LessThan(0), Test.EqualTo(0) };

    /// <summary>Whether some assignment stores a value that can be known.</summary>
    private bool IsDecided(AccessPath target) => _writers[target].Any(w => w.Value is not ReadValue { Source.IsShared: true } && w.Value != Value.Unknown);

    private IEnumerable<Test> TestsOf(ITypeSymbol type, AccessPath target)
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
            foreach (long value in ValuesOf(target))
            {
                yield return Test.EqualTo(value);
            }
        }
        else if (type.SpecialType is SpecialType.System_UInt32 or SpecialType.System_Byte
            or SpecialType.System_UInt16 or SpecialType.System_UInt64 or SpecialType.System_Int64 or SpecialType.System_UIntPtr)
        {
            yield return Test.EqualTo(0);
            foreach (long value in ValuesOf(target))
            {
                yield return Test.EqualTo(value);
            }
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
            if (!(IsWritten(subject) || IsWrittenByCallees(subject)) || isOut || !IsFromOutside(subject) || !Mapping.IsExportable(subject, ir.Method))
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
            foreach (Fact fact in _demanded.Keys.Where(f => f.Subject.Equals(subject) && f.Test.Kind != TestKind.Is).ToList())
            {
                Demand(fact, 0);
                Demand(new Fact(keep.Target, fact.Test), 0);
                Demand(new Fact(keep.Target, fact.Test), _last);
            }
        }
    }

    /// <summary>Entry, exit, one call and a test around it.</summary>
    private const int MostBlocksOfForwarder = 4;

    /// <summary>Asked where a method only passes a call on, as Dispose does: elsewhere facts are too dear for it.</summary>
    private bool IsWrittenByCallees(AccessPath subject)
    {
        if (ir.Blocks.Length > MostBlocksOfForwarder)
        {
            return false;
        }

        foreach (WrittenMember written in ir.Written)
        {
            if (subject.GoesThrough(written.Member))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Steps back that a question about a counter is followed: as many holds as a straight piece of code counts.</summary>
    private const int MostSteps = 2;

    private readonly Dictionary<Fact, int> _stepsBack = new();

    /// <summary>
    /// A counter is below a limit after a step exactly when it was below the limit less the step before. Where that is not asked any more,
    /// counting up keeps what is not below not below, and counting down what is below below. A counter that nobody starts from a constant is
    /// not followed back: nothing is known there either.
    /// </summary>
    private Condition AfterStep(Fact fact, long step)
    {
        if (fact.Test.Kind is not (TestKind.LessThan or TestKind.Equals))
        {
            return Condition.Unknown;
        }

        Fact before = fact with { Test = fact.Test with { Constant = fact.Test.Constant - step } };
        int steps = _stepsBack.TryGetValue(fact, out int known) ? known : 0;
        bool startsKnown = _writers[fact.Subject].Any(w => w.Value is ConstantValue);
        if (_demanded.ContainsKey(before) || (!_isBound && startsKnown && steps < MostSteps))
        {
            _stepsBack[before] = _stepsBack.TryGetValue(before, out int least) ? Math.Min(least, steps + 1) : steps + 1;
            return Condition.OfFact(before);
        }

        return fact.Test.Kind == TestKind.LessThan ? Condition.Join(step > 0, Condition.OfFact(fact), Condition.Unknown) : Condition.Unknown;
    }

    private void Follow(Fact fact)
    {
        if (fact.Subject.Root.Kind == PathKind.Result && _madeAt.TryGetValue(fact.Subject.Root, out int made))
        {
            Demand(fact, made);
        }

        FollowLinks(fact);
        FollowLearned(fact);

        if (!_writers.TryGetValue(fact.Subject, out List<AssignInstr>? writers))
        {
            return;
        }

        DemandAtAll(fact, writers);
        foreach (AssignInstr writer in writers)
        {
            // Most writers of a place that is written often count, or store a constant: they ask for nothing.
            if (writer.Value != Value.Unknown && writer.Value is not (ConstantValue or NullValue))
            {
                Demand(ConditionFor(writer.Value, fact), OrdinalOf(writer));
            }
        }
    }

    /// <summary>Calls answer the question, or another one that decides it.</summary>
    private void FollowLearned(Fact fact)
    {
        if (_learnedAt.TryGetValue(fact, out List<int>? learned))
        {
            learned.ForEach(ordinal => Demand(fact, ordinal));
        }
        else if (fact.Test.Kind is TestKind.LessThan or TestKind.Equals && _learnedTests.TryGetValue(fact.Subject, out List<Fact>? others))
        {
            foreach (Fact other in others.Where(o => o.Test.Implies(true, fact.Test) is not null || o.Test.Implies(false, fact.Test) is not null))
            {
                _learnedAt[other].ForEach(ordinal => Demand(other, ordinal));
            }
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
                DemandAtAll(fact, writers);
            }
        }
    }

    /// <summary>The first and the last writer are enough: a life has no gaps.</summary>
    private void DemandAtAll(Fact fact, List<AssignInstr> writers)
    {
        if (!_spans.TryGetValue(writers, out (int First, int Last, int Count) span) || span.Count != writers.Count)
        {
            _spans[writers] = span = (writers.Min(OrdinalOf), writers.Max(OrdinalOf), writers.Count);
        }

        Demand(fact, span.First);
        Demand(fact, span.Last);
    }

    private int OrdinalOf(AssignInstr writer) => writer.Number < _blockOf.Length ? _blockOf[writer.Number] : 0;
}
