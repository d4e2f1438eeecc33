using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DdiCompliance.Analyzers.Flow.Lowering;

internal sealed partial class OperationLowering
{
    private Value VisitInvocation(IInvocationOperation invocation, bool ignored)
    {
        IMethodSymbol target = Implementation(invocation);
        bool isVirtual = invocation.IsVirtual && SymbolEqualityComparer.Default.Equals(target, invocation.TargetMethod);
        bool isOfOthers = IsOfOthers(target);
        if (target.MethodKind == MethodKind.LocalFunction && !isOfOthers)
        {
            Declare(target.OriginalDefinition, () => LocalFunctionGraph(target.OriginalDefinition));
        }

        Value? receiver = invocation.Instance is null ? null : Visit(invocation.Instance);
        Value[] arguments = VisitArguments(invocation.Arguments, target.Parameters.Length);
        if (calls.Contracts.Find(target, invocation.Instance?.Type) is { } contract)
        {
            Value outcome = Routine(contract, target, invocation.Syntax, new Operands(receiver, arguments, ignored));
            ForgetReferences(invocation.Arguments, contract);
            return outcome;
        }

        if (target.MethodKind == MethodKind.DelegateInvoke)
        {
            return InvokeDelegate(invocation, receiver, arguments, ignored);
        }

        if (receiver is not null && target is { Name: "HasFlag", ContainingType.SpecialType: SpecialType.System_Enum } && arguments[0] is ConstantValue flag
            && NameOf(receiver) is { } flags)
        {
            return Equality(Named(AccessPath.Operator("And", flags, AccessPath.Constant(flag.Number))), flag, isBoolean: false);
        }

        if (target is { Name: "ReferenceEquals", IsStatic: true, ContainingType.SpecialType: SpecialType.System_Object })
        {
            return Equality(arguments[0], arguments[1], isBoolean: false);
        }

        if (invocation.Arguments.Length > 0 && target.ContainingType is { Name: "Interlocked" or "Volatile", ContainingNamespace.Name: "Threading" }
            && PlaceOf(invocation.Arguments[0].Value) is { } cell)
        {
            if (target.Name is "Read")
            {
                return new ReadValue(cell);
            }

            if (target.Name is "Exchange")
            {
                return Exchange(cell, arguments[1], invocation.Syntax);
            }
        }

        Value result;
        if (!isVirtual && calls.StandsFor(target) is { } place)
        {
            return Inline(place, receiver, arguments);
        }

        isOfOthers |= Disposables.AreUnknown(target, receiver);
        // Whether somebody else has looked at the function of another method already must not count.
        ImmutableArray<IMethodSymbol> bodies = isOfOthers ? ImmutableArray<IMethodSymbol>.Empty : calls.Bodies(target, isVirtual);
        if (bodies.IsEmpty && !isOfOthers && arguments.Any(a => a is FunctionValue function && calls.MayHaveEffect(function.Method)))
        {
            bodies = calls.Bodies(target, isVirtual, evenIfIrrelevant: true);
        }

        if (!bodies.IsEmpty)
        {
            result = Call(bodies, target, receiver, arguments, invocation.Syntax, ignored);
            if (result.Path is { } made && calls.TypeReturnedBy(target) is { } type)
            {
                _types[made] = type;
            }
        }
        else
        {
            result = Opaque(invocation, receiver, arguments);
        }

        ForgetReferences(invocation.Arguments, null, CollectionOf(invocation, receiver));
        return result;
    }

    /// <summary>The collection that a method is called on.</summary>
    private static AccessPath? CollectionOf(IInvocationOperation invocation, Value? receiver)
        => invocation.Instance?.Type is { SpecialType: not SpecialType.System_String } type && type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable)
            ? receiver?.Path
            : null;

    /// <summary>What was there, and something else from now on.</summary>
    private Value Exchange(AccessPath place, Value value, SyntaxNode syntax)
    {
        AccessPath before = AccessPath.Result(_results++);
        Emit(new AssignInstr(syntax, before, new ReadValue(place)));
        Emit(new AssignInstr(syntax, place, value));
        return new ReadValue(before);
    }

    /// <summary>Evaluates the arguments in the order written; returns them by parameter.</summary>
    private Value[] VisitArguments(ImmutableArray<IArgumentOperation> arguments, int parameters)
    {
        Value[] values = new Value[parameters];
        for (int i = 0; i < parameters; i++)
        {
            values[i] = Value.Unknown;
        }

        foreach (IArgumentOperation argument in arguments)
        {
            Value value = argument.Value is IDiscardOperation ? Value.Unknown : Visit(argument.Value);
            if (argument.Parameter is { } parameter && parameter.Ordinal < parameters)
            {
                values[parameter.Ordinal] = value;
            }
        }

        return values;
    }

    /// <summary>What a call was given by reference has a new value afterwards, except the locks and places its contract speaks of.</summary>
    /// <param name="source">The collection that was asked: what it stores in an argument is one of its elements.</param>
    private void ForgetReferences(ImmutableArray<IArgumentOperation> arguments, RoutineContract? contract, AccessPath? source = null)
    {
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter is not { RefKind: RefKind.Ref or RefKind.Out } parameter || argument.Value is IDiscardOperation)
            {
                continue;
            }

            if (contract is not null && IsNamed(contract, parameter.Ordinal))
            {
                continue;
            }

            if (contract is null && _instrs.LastOrDefault() is CallInstr)
            {
                continue; // A summary says what it assigns.
            }

            if (PathOfReference(argument.Value) is { } place)
            {
                Emit(new AssignInstr(argument.Syntax, place, Value.Unknown) { ElementOf = source, IsInPlace = parameter.RefKind == RefKind.Ref && StaysInPlace(argument.Value.Type) });
            }
        }
    }

    /// <summary>A structure that is written through a reference stays where it is, and so do the locks in it; a lock or a guard may be another one.</summary>
    private bool StaysInPlace(ITypeSymbol? type)
        => type is INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } structure && calls.Contracts.FamilyOf(structure) is null && !calls.IsGuard(structure);

    private static bool IsNamed(RoutineContract contract, int ordinal)
    {
        foreach (LockOperation operation in contract.Locks)
        {
            if (Is(operation.Lock) || Is(operation.ConditionArgument))
            {
                return true;
            }
        }

        return false;

        bool Is(ContractRef place) => place.Root == RefRoot.Argument && place.Index == ordinal;
    }

    /// <summary>The place of an argument that was already visited; nothing is emitted twice.</summary>
    private AccessPath? PathOfReference(IOperation operation)
    {
        List<Instr> kept = _instrs;
        _instrs = new List<Instr>();
        AccessPath? place = Visit(operation).Path;
        _instrs = kept;
        return place;
    }

    private Value Opaque(IInvocationOperation invocation, Value? receiver, Value[] arguments)
    {
        IMethodSymbol target = invocation.TargetMethod;
        bool inPlace = InPlace.Runs(target);
        for (int i = 0; i < arguments.Length; i++)
        {
            if (inPlace && target.Parameters[i].Type.TypeKind == TypeKind.Delegate)
            {
                RunInPlace(arguments[i], invocation.Syntax);
                continue;
            }

            Escaped.Add(arguments[i]);
            if (DoesNotReturnIf(target.Parameters[i]) is bool stops)
            {
                Emit(new AssumeInstr(invocation.Syntax, arguments[i], !stops));
                return Value.Unknown;
            }
        }

        foreach (Value argument in arguments)
        {
            if (argument.Path is { } given)
            {
                Emit(new EscapeInstr(invocation.Syntax, given) { Into = CollectionOf(invocation, receiver) });
            }
        }

        if (calls.MayThrow(target))
        {
            if (calls.Raises(target) && !IsOfOthers(target))
            {
                Call(ImmutableArray.Create(target.OriginalDefinition), target, receiver, arguments, invocation.Syntax);
            }
            else
            {
                Emit(new OpaqueInstr(invocation.Syntax));
            }
        }

        Keep(target.ReturnType, arguments);
        if (target.DeclaringSyntaxReferences.IsEmpty && calls.IsGuard(target.ReturnType))
        {
            Emit(new UnknownRegionInstr(invocation.Syntax));
        }

        if (CollectionOf(invocation, receiver) is { } source && target.Name is "Pop" or "Dequeue" or "Take")
        {
            AccessPath taken = AccessPath.Result(_results++);
            Emit(new AssignInstr(invocation.Syntax, taken, Value.Unknown) { ElementOf = source });
            return new ReadValue(taken);
        }

        if (target.ReturnsVoid || target.Parameters.Any(p => p.RefKind is RefKind.Ref or RefKind.Out))
        {
            return Value.Unknown;
        }

        ImmutableArray<AccessPath>.Builder names = ImmutableArray.CreateBuilder<AccessPath>(arguments.Length);
        foreach (Value argument in arguments)
        {
            if (NameOf(argument) is not { } name)
            {
                return Value.Unknown;
            }

            names.Add(name);
        }

        return receiver is not null && receiver.Path is null
            ? Value.Unknown
            : Named(AccessPath.Call(target.OriginalDefinition, receiver?.Path, names.MoveToImmutable()));
    }

    private static bool? DoesNotReturnIf(IParameterSymbol parameter)
    {
        foreach (AttributeData attribute in parameter.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "DoesNotReturnIfAttribute" } && attribute.ConstructorArguments.Length == 1)
            {
                return attribute.ConstructorArguments[0].Value as bool?;
            }
        }

        return null;
    }

    private Value Call(IMethodSymbol target, Value? receiver, Value[] arguments, SyntaxNode syntax)
    {
        ImmutableArray<IMethodSymbol> bodies = calls.Bodies(target, isVirtual: false);
        return bodies.IsEmpty ? Value.Unknown : Call(bodies, target, receiver, arguments, syntax);
    }

    private Value Call(
        ImmutableArray<IMethodSymbol> bodies,
        IMethodSymbol target,
        Value? receiver,
        Value[] arguments,
        SyntaxNode syntax,
        bool ignored = false)
    {
        AccessPath result = AccessPath.Result(_results++);
        Emit(new CallInstr(syntax, bodies)
        {
            Receiver = receiver ?? new ReadValue(self),
            Arguments = arguments,
            Result = result,
            ResultIgnored = ignored,
            MakesUnknownGuard = target.ReturnType.TypeKind == TypeKind.Interface && Disposables.Includes(target.ReturnType) && calls.TypeReturnedBy(target) is null,
        });
        return target.ReturnsVoid ? Value.Unknown : new ReadValue(result);
    }
}
