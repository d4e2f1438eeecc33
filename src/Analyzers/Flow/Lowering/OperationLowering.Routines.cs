using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Contracts.Binding;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DdiCompliance.Analyzers.Flow.Lowering;

internal sealed partial class OperationLowering
{
    /// <summary>The token every routine that names the current thread returns.</summary>
    public const string CurrentThread = "the current thread";

    private Value VisitCreation(IObjectCreationOperation creation)
    {
        Value[] arguments = VisitArguments(creation.Arguments, creation.Constructor?.Parameters.Length ?? 0);
        AccessPath place = AccessPath.Result(_results++);
        if (creation.Type is { IsValueType: true } && creation.Constructor is null or { IsImplicitlyDeclared: true, Parameters.IsEmpty: true })
        {
            return Value.Zero;
        }

        if (creation.Type is INamedTypeSymbol { TypeKind: TypeKind.Class } made)
        {
            _types[place] = made;
        }

        if (creation.Constructor is { } constructor)
        {
            ImmutableArray<IMethodSymbol> bodies = calls.Bodies(constructor, isVirtual: false, evenIfIrrelevant: calls.HasEffects(constructor.ContainingType));
            if (!bodies.IsEmpty)
            {
                ClearFields(constructor.ContainingType, place, creation.Syntax);
                Emit(new CallInstr(creation.Syntax, bodies) { Receiver = new NewValue(place), Arguments = arguments });
                Keep(creation.Type, arguments);
            }
            else
            {
                Escaped.AddRange(arguments);
                Keep(creation.Type, arguments);
                if (constructor.DeclaringSyntaxReferences.IsEmpty && constructor.Parameters.Length > 0 && !IsException(creation.Type))
                {
                    Emit(new OpaqueInstr(creation.Syntax));
                }
            }
        }

        if (creation.Type is INamedTypeSymbol { IsRecord: true } record && creation.Constructor is { } primary)
        {
            StorePositional(record, primary, place, arguments, creation.Syntax);
        }

        else if (creation.Constructor is { } maker && IsPrimary(maker))
        {
            StorePrimary(maker, place, arguments, creation.Syntax);
        }

        return new NewValue(place);
    }

    /// <summary>Fields of a new object beyond which it is none that only guards a lock.</summary>
    private const int MostFields = 8;

    /// <summary>A new object's fields are zero until its constructor stores something: a flag that says "released" does not say so yet.</summary>
    private void ClearFields(INamedTypeSymbol type, AccessPath place, SyntaxNode syntax)
    {
        IFieldSymbol[] fields = type.GetMembers().OfType<IFieldSymbol>().Where(IsZeroAtFirst).Take(MostFields + 1).ToArray();
        foreach (IFieldSymbol field in fields.Length > MostFields ? Array.Empty<IFieldSymbol>() : fields)
        {
            Value zero = field.Type.IsReferenceType ? Value.Null : new ConstantValue(0);
            Emit(new AssignInstr(syntax, place.Member(field.OriginalDefinition), zero));
        }
    }

    private static bool IsZeroAtFirst(IFieldSymbol field)
        => field is { IsStatic: false, IsConst: false, AssociatedSymbol: null, DeclaringSyntaxReferences: { Length: 1 } declarations }
            && (field.Type.IsReferenceType || field.Type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_UInt64)
            && declarations[0].GetSyntax() is VariableDeclaratorSyntax { Initializer: null };

    /// <summary>A function given to something disposable runs when that is disposed of; what starts threads is another matter.</summary>
    private void Keep(ITypeSymbol? keeper, Value[] arguments)
    {
        if (keeper is { ContainingNamespace.Name: not ("Threading" or "Tasks") }
            && (keeper.Name is "IDisposable" or "IAsyncDisposable" || keeper.AllInterfaces.Any(i => i.Name is "IDisposable" or "IAsyncDisposable")))
        {
            Kept.AddRange(arguments.OfType<FunctionValue>());
        }
    }

    private static bool IsPrimary(ISymbol constructor)
        => constructor is IMethodSymbol { MethodKind: MethodKind.Constructor, DeclaringSyntaxReferences: { Length: 1 } declarations }
            && declarations[0].GetSyntax() is TypeDeclarationSyntax;

    /// <summary>A primary constructor keeps its parameters, and the fields and properties that are initialized with one.</summary>
    private void StorePrimary(IMethodSymbol constructor, AccessPath place, Value[] arguments, SyntaxNode syntax)
    {
        TypeDeclarationSyntax declaration = (TypeDeclarationSyntax)constructor.DeclaringSyntaxReferences[0].GetSyntax();
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            Value argument = arguments[parameter.Ordinal];
            Emit(new AssignInstr(syntax, place.Member(parameter.OriginalDefinition), argument));
            foreach (string name in InitializedWith(declaration, parameter.Name))
            {
                if (constructor.ContainingType.GetMembers(name).FirstOrDefault() is { } member)
                {
                    Emit(new AssignInstr(syntax, place.Member(member.OriginalDefinition), argument));
                }
            }
        }
    }

    private static IEnumerable<string> InitializedWith(TypeDeclarationSyntax declaration, string parameter)
    {
        foreach (MemberDeclarationSyntax member in declaration.Members)
        {
            switch (member)
            {
                case FieldDeclarationSyntax fields:
                    foreach (VariableDeclaratorSyntax field in fields.Declaration.Variables)
                    {
                        if (field.Initializer?.Value is IdentifierNameSyntax name && name.Identifier.ValueText == parameter)
                        {
                            yield return field.Identifier.ValueText;
                        }
                    }

                    break;
                case PropertyDeclarationSyntax { Initializer.Value: IdentifierNameSyntax value } property when value.Identifier.ValueText == parameter:
                    yield return property.Identifier.ValueText;
                    break;
            }
        }
    }

    /// <summary>A positional record keeps each argument in the property of the same name.</summary>
    private void StorePositional(INamedTypeSymbol record, IMethodSymbol constructor, AccessPath place, Value[] arguments, SyntaxNode syntax)
    {
        for (int i = 0; i < constructor.Parameters.Length; i++)
        {
            if (record.GetMembers(constructor.Parameters[i].Name).OfType<IPropertySymbol>().FirstOrDefault() is { } property)
            {
                Emit(new AssignInstr(syntax, place.Member(property.OriginalDefinition), arguments[i]));
            }
        }
    }

    private static bool IsException(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type is { Name: "Exception", ContainingNamespace.Name: "System" })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a call is given.</summary>
    private readonly record struct Operands(Value? Receiver, Value[] Arguments, bool ResultIgnored);

    private Value Routine(RoutineContract contract, IMethodSymbol target, SyntaxNode syntax, Operands operands)
    {
        if (contract.TestsSuccess && operands.Arguments.Length > 0)
        {
            return Tested(operands.Arguments[0], Test.LessThan(0)).Negate();
        }

        AccessPath result = AccessPath.Result(_results++);
        RoutineInstr instr = new(syntax, contract) { Result = result, ResultIgnored = operands.ResultIgnored };
        LockOperand?[] locks = new LockOperand?[contract.Locks.Length];
        for (int i = 0; i < locks.Length; i++)
        {
            LockOperation operation = contract.Locks[i];
            // Unless it is known how the guard ends, nobody knows from here on whether its lock is held.
            bool isFollowed = !operation.ReturnsGuard || (contract.Locks.Count(static o => o.ReturnsGuard) == 1 && EndOfGuard(target.ReturnType) is not null);
            locks[i] = At(operation.Lock).Path is { } path ? new LockOperand(path) { IsLost = !isFollowed } : null;
            instr.Wait = operation.Wait switch
            {
                WaitBehavior.ByArgument => At(operation.WaitArgument),
                WaitBehavior.Never when !operation.WaitArgument.IsNone => Value.Boolean(At(operation.WaitArgument) is ConstantValue { Number: Timeouts.Endless }),
                WaitBehavior.ByNullArgument => Tested(At(operation.WaitArgument), Test.IsNull),
                _ => instr.Wait,
            };

            if (!operation.Owner.IsNone)
            {
                instr.Owner = At(operation.Owner);
            }

            AddOutcome(instr, operation.Condition, At(operation.ConditionArgument).Path);
        }

        if (contract.ApcTest != ApcTest.None)
        {
            AddOutcome(instr, EffectCondition.ResultTrue, null);
            instr.Owner = contract.ApcTest == ApcTest.SystemThread ? At(ContractRef.Argument(0)) : instr.Owner;
        }
        else if (locks.Length == 0)
        {
            AddOutcome(instr, contract.RegionCondition, null);
        }
        else if (contract.Locks[0].Effect == LockEffect.Query)
        {
            instr.Outcome.Clear();
            AddOutcome(instr, EffectCondition.ResultTrue, null);
        }

        if (instr.Outcome.Any(o => o.Fact == new Fact(result, Test.IsTrue)))
        {
            // The answer may be a number: a count of holds, or a BOOLEAN of a foreign declaration. False is zero, less than one.
            instr.Outcome.Add(Condition.OfFact(new Fact(result, Test.EqualTo(0))).NegateIf(true));
            instr.Outcome.Add(Condition.OfFact(new Fact(result, Test.LessThan(1))).NegateIf(true));
            if (contract.Locks.IsEmpty || contract.Locks[0].Effect != LockEffect.Query)
            {
                instr.Outcome.Add(Condition.OfFact(new Fact(result, Test.EqualTo(1))));
            }
        }

        if (instr.Outcome.Any(o => o.NegateIf(true).Fact == new Fact(result, Test.IsTrue)))
        {
            // A status: success is zero, and none of the other numbers.
            instr.Outcome.Add(Condition.OfFact(new Fact(result, Test.EqualTo(0))));
        }

        if (contract.TellsLevel)
        {
            instr.Outcome.Add(Condition.OfFact(new Fact(result, Test.EqualTo(Place.Passive))));
        }

        if (contract.FailsWith is { } failure)
        {
            instr.Outcome.Add(Condition.OfFact(new Fact(result, Test.EqualTo(Status.NumberOf(failure)))).NegateIf(true));
        }

        if (!contract.WaitingTimeout.IsNone)
        {
            // A time-out of some length is waited for as well; only whether a lock is waited for until it is there depends on null.
            Value timeout = At(contract.WaitingTimeout);
            instr.Wait = locks.Length == 0 && timeout is ConstantValue { Number: not 0 } or PresentValue { Inner: ConstantValue { Number: not 0 } }
                ? Value.Boolean(true)
                : Tested(timeout, Test.IsNull);
        }

        instr.Locks = locks;
        instr.Level = At(contract.IrqlArgument);
        instr.LevelVariable = contract.IrqlSavedTo.IsNone ? instr.Level.Path : At(contract.IrqlSavedTo).Path;
        Emit(instr);
        for (int i = 0; i < locks.Length; i++)
        {
            if (contract.Locks[i].ReturnsGuard && locks[i] is { IsLost: false } guarded && EndOfGuard(target.ReturnType) is { } dispose)
            {
                Emit(new AssignInstr(syntax, result.Member(dispose), new ReadValue(guarded.Path)));
            }
        }

        return contract.ReturnsCurrentThread ? new ReadValue(AccessPath.Token(CurrentThread)) : new ReadValue(result);

        Value At(ContractRef place) => Places.Find(place, target, operands.Receiver ?? new ReadValue(self), operands.Arguments, result);
    }

    /// <summary>The method by which a guard of this type gives its lock back, when its contract says so.</summary>
    private IMethodSymbol? EndOfGuard(ITypeSymbol type)
        => GuardTypes.DisposeOf(type) is { } dispose && calls.Contracts.Find(dispose) is { Locks: { IsEmpty: false } locks } && locks[0].EndsGuard ? dispose : null;

    private static void AddOutcome(RoutineInstr instr, EffectCondition condition, AccessPath? argument)
    {
        Fact? fact = condition switch
        {
            EffectCondition.ResultTrue or EffectCondition.ResultFalse => new Fact(instr.Result!, Test.IsTrue),
            EffectCondition.ResultNotNull => new Fact(instr.Result!, Test.IsNull),
            EffectCondition.ResultSuccess => new Fact(instr.Result!, Test.LessThan(0)),
            EffectCondition.ArgumentTrue when argument is not null => new Fact(argument, Test.IsTrue),
            _ => null,
        };
        if (fact is { } outcome && !instr.Outcome.Any(o => o.Fact == outcome || o.NegateIf(true).Fact == outcome))
        {
            bool negative = condition is EffectCondition.ResultFalse or EffectCondition.ResultNotNull or EffectCondition.ResultSuccess;
            instr.Outcome.Add(Condition.OfFact(outcome).NegateIf(negative));
        }
    }
}
