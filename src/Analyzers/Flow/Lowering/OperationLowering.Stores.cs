using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DdiCompliance.Analyzers.Flow.Lowering;

internal sealed partial class OperationLowering
{
    private Value VisitAssignment(IOperation target, IOperation source, IOperation assignment)
    {
        // The target's own calls and indices run before the value.
        AccessPath? place = PlaceOf(target);
        while (source is IConversionOperation { IsImplicit: true, Operand: ITupleOperation or IConversionOperation } wrapped)
        {
            source = wrapped.Operand;
        }

        if (source is ITupleOperation { Type: INamedTypeSymbol type } tuple && place is not null)
        {
            return VisitTuple(tuple, type, place, assignment.Syntax);
        }

        Value value = Visit(source);
        Store(place, target, value, assignment.Syntax);
        return value;
    }

    /// <summary>Stores the elements of a tuple under the members of <paramref name="place"/>.</summary>
    public void StoreElements(IOperation source, AccessPath place, List<Instr> instrs)
    {
        while (source is IConversionOperation { IsImplicit: true } conversion)
        {
            source = conversion.Operand;
        }

        if (source is ITupleOperation { Type: INamedTypeSymbol type } tuple)
        {
            List<Instr> discarded = _instrs = new List<Instr>();
            Value[] elements = tuple.Elements.Select(Visit).ToArray();
            for (int i = 0; i < elements.Length && i < type.TupleElements.Length; i++)
            {
                instrs.Add(new AssignInstr(source.Syntax, place.Member(Definition(type.TupleElements[i])), elements[i]));
            }
        }
    }

    private Value VisitTuple(ITupleOperation tuple, INamedTypeSymbol type, AccessPath place, SyntaxNode syntax)
    {
        Value[] elements = tuple.Elements.Select(Visit).ToArray();
        Emit(new AssignInstr(syntax, place, Value.Unknown));
        for (int i = 0; i < elements.Length && i < type.TupleElements.Length; i++)
        {
            Emit(new AssignInstr(syntax, place.Member(Definition(type.TupleElements[i])), elements[i]));
        }

        return Value.Unknown;
    }

    private static ISymbol Definition(ISymbol member)
        => member is IFieldSymbol { CorrespondingTupleField: { } tupleField } ? tupleField.OriginalDefinition : member.OriginalDefinition;

    private Value VisitCompound(ICompoundAssignmentOperation compound)
    {
        AccessPath? place = PlaceOf(compound.Target);
        Value right = Visit(compound.Value);
        Value value = Value.Unknown;
        if (compound.Type?.SpecialType == SpecialType.System_Boolean && place is not null)
        {
            value = compound.OperatorKind switch
            {
                BinaryOperatorKind.Or => new JunctionValue(false, new ReadValue(place), right),
                BinaryOperatorKind.And => new JunctionValue(true, new ReadValue(place), right),
                _ => Value.Unknown,
            };
        }
        else if (place is not null && (compound.OperatorKind is BinaryOperatorKind.Or or BinaryOperatorKind.And || (IsStep(compound.OperatorKind) && right is ConstantValue)))
        {
            value = Computed(compound.OperatorKind, new ReadValue(place), right);
        }

        Store(place, compound.Target, value, compound.Syntax);
        return value;
    }

    private static bool IsStep(BinaryOperatorKind kind) => kind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract;

    /// <summary>Counts up or down. Where the whole is compared its value is the one before or after; as an index it names nothing.</summary>
    private Value VisitStep(IIncrementOrDecrementOperation step)
    {
        AccessPath? place = PlaceOf(step.Target);
        if (place is null)
        {
            return Value.Unknown;
        }

        BinaryOperatorKind kind = step.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
        bool isCompared = step.Parent is IBinaryOperation;
        AccessPath? before = step.IsPostfix && isCompared ? AccessPath.Result(_results++) : null;
        if (before is not null)
        {
            Emit(new AssignInstr(step.Syntax, before, new ReadValue(place)));
        }

        Store(place, step.Target, Computed(kind, new ReadValue(place), new ConstantValue(1)), step.Syntax);
        return isCompared ? new ReadValue(before ?? place) : Value.Unknown;
    }

    private Value VisitDeconstruction(IDeconstructionAssignmentOperation deconstruction)
    {
        IOperation target = deconstruction.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : deconstruction.Target;
        IOperation source = deconstruction.Value is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : deconstruction.Value;
        if (target is ITupleOperation targets && source is ITupleOperation sources && targets.Elements.Length == sources.Elements.Length)
        {
            Value[] values = sources.Elements.Select(Visit).ToArray();
            ReadBefore(values, targets, deconstruction.Syntax);
            for (int i = 0; i < values.Length; i++)
            {
                Store(targets.Elements[i], values[i], deconstruction.Syntax);
            }

            return Value.Unknown;
        }

        Value whole = Visit(deconstruction.Value);
        if (target is ITupleOperation tuple)
        {
            ImmutableArray<IFieldSymbol> members = deconstruction.Value.Type is INamedTypeSymbol { IsTupleType: true } type
                ? type.TupleElements
                : ImmutableArray<IFieldSymbol>.Empty;
            for (int i = 0; i < tuple.Elements.Length; i++)
            {
                Store(tuple.Elements[i], i < members.Length ? Member(whole, members[i]) : Value.Unknown, deconstruction.Syntax);
            }
        }

        return Value.Unknown;
    }

    /// <summary>All of the right side is read before anything is stored: <c>(a, b) = (b, a)</c>.</summary>
    private void ReadBefore(Value[] values, ITupleOperation targets, SyntaxNode syntax)
    {
        AccessPath?[] places = targets.Elements.Select(PathOfReference).ToArray();
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] is ReadValue read && places.Take(i).Any(p => p is not null && read.Source.Mentions(p)))
            {
                AccessPath before = AccessPath.Result(_results++);
                Emit(new AssignInstr(syntax, before, read));
                values[i] = new ReadValue(before);
            }
        }
    }

    /// <summary>The place that is stored to; a temporary that holds a place stands for that place.</summary>
    private AccessPath? PlaceOf(IOperation target) => target switch
    {
        IDiscardOperation => null,
        IFlowCaptureReferenceOperation reference when _captured.TryGetValue(reference.Id, out AccessPath? place) => place,
        _ => Visit(target).Path,
    };

    private void Store(IOperation target, Value value, SyntaxNode syntax)
        => Store(PlaceOf(target), target, value, syntax);

    private void Store(AccessPath? place, IOperation target, Value value, SyntaxNode syntax)
    {
        if (target is IPropertyReferenceOperation { Property: { SetMethod: { } setter } property } reference && !IsAutomatic(property))
        {
            Value? receiver = reference.Instance is null ? null : new ReadValue(place?.Parent ?? self);
            Call(setter, receiver, Enumerable.Repeat(Value.Unknown, reference.Arguments.Length).Append(value).ToArray(), syntax);
        }

        if (place is null)
        {
            Escaped.Add(value);
            return;
        }

        if (place.Kind is not (PathKind.Local or PathKind.Capture))
        {
            Escaped.Add(value);
        }

        Emit(new AssignInstr(syntax, place, value));
    }
}
