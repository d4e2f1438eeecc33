using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DdiCompliance.Analyzers.Flow.Lowering;

internal sealed partial class OperationLowering
{
    /// <summary>The method that runs when an interface method is called on a value whose class or structure is known.</summary>
    private IMethodSymbol Implementation(IInvocationOperation invocation)
    {
        IMethodSymbol target = invocation.TargetMethod;
        IOperation? instance = invocation.Instance;
        while (instance is IConversionOperation { IsImplicit: true } conversion)
        {
            instance = conversion.Operand;
        }

        AccessPath? place = instance switch
        {
            ILocalReferenceOperation local => AccessPath.Local(local.Local),
            IFlowCaptureReferenceOperation capture => AccessPath.Capture(capture.Id),
            _ => null,
        };
        if (place is not null && target.ContainingType?.TypeKind == TypeKind.Interface && _types.TryGetValue(place, out INamedTypeSymbol? known))
        {
            return RunBy(known, target);
        }

        return target.ContainingType?.TypeKind == TypeKind.Interface && instance?.Type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type
            ? RunBy(type, target)
            : target;
    }

    /// <summary>What runs in an object of a class for a member of an interface: the last override of what implements it.</summary>
    private static IMethodSymbol RunBy(INamedTypeSymbol type, IMethodSymbol member)
    {
        if (type.FindImplementationForInterfaceMember(member) is not IMethodSymbol implementation)
        {
            return member;
        }

        for (INamedTypeSymbol? one = type; one is not null && !SymbolEqualityComparer.Default.Equals(one, implementation.ContainingType); one = one.BaseType)
        {
            foreach (ISymbol candidate in one.GetMembers(implementation.Name))
            {
                for (IMethodSymbol? overridden = (candidate as IMethodSymbol)?.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(overridden, implementation))
                    {
                        return (IMethodSymbol)candidate;
                    }
                }
            }
        }

        return implementation;
    }

    private ControlFlowGraph LocalFunctionGraph(IMethodSymbol function)
        => FindLocalFunction(graph, function)!;

    private bool IsOfOthers(IMethodSymbol target) => target.MethodKind == MethodKind.LocalFunction && !HasLocalFunction(target.OriginalDefinition);

    /// <summary>In code that does not compile a name may mean a local function of another method: its graph cannot be had from here.</summary>
    private bool HasLocalFunction(IMethodSymbol function)
    {
        for (ControlFlowGraph? scope = graph; scope is not null; scope = scope.Parent)
        {
            if (scope.LocalFunctions.Contains(function, SymbolEqualityComparer.Default))
            {
                return true;
            }
        }

        return false;
    }

    private static ControlFlowGraph? FindLocalFunction(
        ControlFlowGraph graph,
        IMethodSymbol function)
    {
        for (ControlFlowGraph? scope = graph; scope is not null; scope = scope.Parent)
        {
            foreach (IMethodSymbol candidate in scope.LocalFunctions)
            {
                if (SymbolEqualityComparer.Default.Equals(candidate, function))
                {
                    return scope.GetLocalFunctionControlFlowGraph(candidate);
                }
            }
        }

        return null;
    }

    private Value InvokeDelegate(IInvocationOperation invocation, Value? receiver, Value[] arguments, bool ignored)
    {
        if (receiver is FunctionValue function && (calls.MayHaveEffect(function.Method) || calls.Raises(function.Method)))
        {
            return Call(ImmutableArray.Create(function.Method), function.Method, null, arguments, invocation.Syntax, ignored);
        }

        if (receiver?.Path is { Kind: PathKind.Parameter or PathKind.Local or PathKind.Capture } place)
        {
            AccessPath result = AccessPath.Result(_results++);
            Emit(new CallInstr(invocation.Syntax, ImmutableArray<IMethodSymbol>.Empty)
            {
                InvokedDelegate = place,
                Receiver = place.Kind == PathKind.Parameter ? null : new ReadValue(self), // A function of this method is one of its object.
                Arguments = arguments,
                Result = result,
                ResultIgnored = ignored,
            });
            return new ReadValue(result);
        }

        Escaped.AddRange(arguments);
        Emit(new OpaqueInstr(invocation.Syntax));
        return Value.Unknown;
    }

    /// <summary>The delegate is called while the caller waits, if at all; what it is given is not known.</summary>
    private void RunInPlace(Value function, SyntaxNode syntax)
    {
        if (function is FunctionValue { Method: var known } && calls.MayHaveEffect(known))
        {
            Emit(new CallInstr(syntax, ImmutableArray.Create(known)) { Receiver = new ReadValue(self), IsOptional = true });
        }
        else if (function.Path is { Kind: PathKind.Parameter or PathKind.Local or PathKind.Capture } place)
        {
            Emit(new CallInstr(syntax, ImmutableArray<IMethodSymbol>.Empty)
            {
                InvokedDelegate = place,
                Receiver = place.Kind == PathKind.Parameter ? null : new ReadValue(self),
                IsOptional = true,
            });
        }
    }

    private Value VisitMethodReference(IMethodReferenceOperation reference)
    {
        IMethodSymbol target = reference.Method.OriginalDefinition;
        if (reference.Instance is not null)
        {
            Visit(reference.Instance);
        }

        if (target.MethodKind == MethodKind.LocalFunction)
        {
            return HasLocalFunction(target) ? Declare(target, () => LocalFunctionGraph(target)) : Value.Unknown;
        }

        return reference.Instance is null or IInstanceReferenceOperation ? new FunctionValue(target) : Value.Unknown;
    }
}
