using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>Walks operations in evaluation order, emits instructions and returns what is known of each value.</summary>
internal sealed partial class OperationLowering(ICallResolution calls, ControlFlowGraph graph, AccessPath self)
{
    /// <summary>Names longer than this are not followed: nobody writes such a place twice.</summary>
    private const int LongestName = 14;

    private readonly Dictionary<IMethodSymbol, IMethodSymbol> _functions = new(SymbolEqualityComparer.Default);
    private List<Instr> _instrs = new();
    private readonly Dictionary<CaptureId, AccessPath> _captured = new();

    /// <summary>Variables and results whose class is known, though their static type is an interface.</summary>
    private readonly Dictionary<AccessPath, INamedTypeSymbol> _types = new();
    private int _results;

    /// <summary>Values that left the method: a function among them can be called by anybody at any time.</summary>
    public List<Value> Escaped { get; } = new();

    /// <summary>Values of <see cref="Escaped"/> that went into something to dispose of.</summary>
    public List<Value> Kept { get; } = new();

    /// <summary>Lambdas and local functions met on the way.</summary>
    public IEnumerable<IMethodSymbol> Nested => _functions.Keys;

    public void Lower(IOperation operation, List<Instr> instrs)
    {
        _instrs = instrs;
        Visit(operation);
    }

    public Value LowerValue(IOperation operation, List<Instr> instrs)
    {
        _instrs = instrs;
        return Visit(operation);
    }

    private Value Visit(IOperation? operation)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (operation)
        {
            case null:
                return Value.Unknown;
            case IExpressionStatementOperation statement:
                return VisitStatement(statement.Operation);
            case ILiteralOperation or IDefaultValueOperation or ISizeOfOperation or INameOfOperation:
                return ConstantOf(operation);
            case ISimpleAssignmentOperation assignment:
                return VisitAssignment(assignment.Target, assignment.Value, assignment);
            case ICompoundAssignmentOperation compound:
                return VisitCompound(compound);
            case IIncrementOrDecrementOperation step:
                return VisitStep(step);
            case IDeconstructionAssignmentOperation deconstruction:
                return VisitDeconstruction(deconstruction);
            case IFlowCaptureOperation capture:
                Value captured = Visit(capture.Value);
                if (captured.Path is { } capturedPlace)
                {
                    _captured[capture.Id] = capturedPlace;
                }

                Emit(new AssignInstr(capture.Syntax, AccessPath.Capture(capture.Id), captured));
                return captured;
            case IFlowCaptureReferenceOperation reference:
                return new ReadValue(AccessPath.Capture(reference.Id));
            case ILocalReferenceOperation local:
                return ConstantOr(local, AccessPath.Local(local.Local));
            case IParameterReferenceOperation parameter:
                // A primary constructor's parameter outlives it: elsewhere in the type it is a member.
                return new ReadValue(IsPrimary(parameter.Parameter.ContainingSymbol) ? self.Member(parameter.Parameter.OriginalDefinition) : AccessPath.Parameter(parameter.Parameter));
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance }:
                return new ReadValue(self);
            case IFieldReferenceOperation field:
                return VisitField(field);
            case IPropertyReferenceOperation property:
                return VisitProperty(property);
            case IArrayElementReferenceOperation element:
                return VisitElement(element.ArrayReference, element.Indices);
            case IBinaryOperation binary:
                return VisitBinary(binary);
            case IUnaryOperation unary:
                return VisitUnary(unary);
            case IConversionOperation conversion:
                return VisitConversion(conversion);
            case IIsNullOperation { Operand: IFlowCaptureReferenceOperation held }
                when _captured.TryGetValue(held.Id, out AccessPath? place) && place is { Kind: PathKind.Call, Symbol.Name: "GetEnumerator" }:
                return Value.Boolean(false);
            case IIsNullOperation isNull:
                return Tested(Visit(isNull.Operand), Test.IsNull);
            case IIsPatternOperation isPattern:
                return VisitPattern(Visit(isPattern.Value), isPattern.Pattern);
            case IIsTypeOperation isType:
                Visit(isType.ValueOperand);
                return Value.Unknown;
            case IInvocationOperation invocation:
                return VisitInvocation(invocation, ignored: false);
            case IObjectCreationOperation creation:
                return VisitCreation(creation);
            case IArrayCreationOperation or IAnonymousObjectCreationOperation:
                VisitChildren(operation);
                return new NewValue(AccessPath.Result(_results++));
            case IDelegateCreationOperation creation:
                return Visit(creation.Target);
            case IFlowAnonymousFunctionOperation lambda:
                return Declare(lambda.Symbol, () => graph.GetAnonymousFunctionControlFlowGraph(lambda));
            case IMethodReferenceOperation reference:
                return VisitMethodReference(reference);
            case IAwaitOperation awaited:
                Visit(awaited.Operation);
                Emit(new SuspendInstr(awaited.Syntax, isYield: false));
                Emit(new OpaqueInstr(awaited.Syntax));
                return Value.Unknown;
            case IReturnOperation yielded:
                Escaped.Add(Visit(yielded.ReturnedValue));
                if (yielded.Kind is OperationKind.YieldReturn)
                {
                    Emit(new SuspendInstr(yielded.Syntax, isYield: true));
                }

                return Value.Unknown;
            case IAddressOfOperation address:
                return Visit(address.Reference);
            case IDeclarationExpressionOperation declaration:
                return Visit(declaration.Expression);
            case IDynamicInvocationOperation or IDynamicObjectCreationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation:
                VisitChildren(operation);
                Emit(new OpaqueInstr(operation.Syntax));
                return Value.Unknown;
            default:
                return VisitChildren(operation);
        }
    }

    /// <summary>The value of an only child passes through operations that Roslyn has no name for, such as <c>*p</c>.</summary>
    private Value VisitChildren(IOperation operation)
    {
        Value value = Value.Unknown;
        int count = 0;
        foreach (IOperation child in operation.ChildOperations)
        {
            value = Visit(child);
            count++;
        }

        return count == 1 && operation.Kind is OperationKind.None or OperationKind.Parenthesized ? value : Value.Unknown;
    }

    private Value VisitStatement(IOperation operation) => operation switch
    {
        IInvocationOperation invocation => VisitInvocation(invocation, ignored: true),
        ISimpleAssignmentOperation { Target: IDiscardOperation, Value: IInvocationOperation discarded } => VisitInvocation(discarded, ignored: true),
        _ => Visit(operation),
    };

    private static Value Tested(Value operand, Test test) => operand switch
    {
        NullValue when test.Kind == TestKind.IsNull => Value.Boolean(true),
        NewValue when test.Kind == TestKind.IsNull => Value.Boolean(false),
        _ => new TestValue(operand, test),
    };

    private static Value ConstantOf(IOperation operation)
    {
        if (!operation.ConstantValue.HasValue)
        {
            return operation.Type?.IsReferenceType == true ? Value.Null
                : operation is IDefaultValueOperation && operation.Type?.IsValueType == true ? Value.Zero
                : Value.Unknown;
        }

        return operation.ConstantValue.Value switch
        {
            null => Value.Null,
            bool truth => Value.Boolean(truth),
            char letter => new ConstantValue(letter),
            string => Value.NotNull,
            ulong big => new ConstantValue(unchecked((long)big)),
            IConvertible number and not (float or double or decimal or DateTime) => new ConstantValue(number.ToInt64(null)),
            _ => Value.Unknown,
        };
    }

    private static Value ConstantOr(IOperation operation, AccessPath path)
        => operation.ConstantValue.HasValue ? ConstantOf(operation) : new ReadValue(path);

    private void Emit(Instr instr)
    {
        _instrs.Add(instr);
        if (instr is AssignInstr stored)
        {
            _dereferenced.Remove(stored.Target);
        }

        if (instr is AssignInstr assign && ((assign.Value as NewValue)?.Place ?? assign.Value.Path) is { } source && _types.TryGetValue(source, out INamedTypeSymbol? type))
        {
            _types[assign.Target] = type;
        }
    }

    private FunctionValue Declare(IMethodSymbol function, Func<ControlFlowGraph> body)
    {
        if (!_functions.ContainsKey(function))
        {
            _functions.Add(function, function);
            calls.Declare(function, body);
        }

        return new FunctionValue(function);
    }
}
