using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DdiCompliance.Analyzers.Flow.Lowering;

internal sealed partial class OperationLowering
{
    private Value VisitField(IFieldReferenceOperation field)
    {
        if (field.ConstantValue.HasValue)
        {
            return ConstantOf(field);
        }

        if (field.Field.IsStatic)
        {
            Access(field.Field, null, field);
            return (Status.ConstantOf(field.Field) ?? Timeouts.ConstantOf(field.Field)) is long number ? new ConstantValue(number) : new ReadValue(AccessPath.Static(field.Field));
        }

        Value receiver = Visit(field.Instance);
        Dereference(field.Instance, receiver);
        Access(field.Field, receiver, field);
        return Member(receiver, field.Field);
    }

    /// <summary>Variables that the current block has used the objects of.</summary>
    private readonly HashSet<AccessPath> _dereferenced = new();
    private List<Instr>? _dereferencedIn;

    /// <summary>Behind a use of its object a variable is not null.</summary>
    private void Dereference(IOperation? instance, Value? value)
    {
        if (instance is not (ILocalReferenceOperation or IParameterReferenceOperation) || instance.Type?.IsReferenceType != true || value?.Path is not { } place)
        {
            return;
        }

        if (!ReferenceEquals(_dereferencedIn, _instrs))
        {
            _dereferencedIn = _instrs;
            _dereferenced.Clear();
        }

        if (_dereferenced.Add(place))
        {
            Emit(new AssumeInstr(instance.Syntax, Tested(value, Test.IsNull), false) { IsHint = true });
        }
    }

    private Value VisitProperty(IPropertyReferenceOperation property)
    {
        Value? receiver = property.Instance is null ? null : Visit(property.Instance);
        Dereference(property.Instance, receiver);
        if (receiver is not null && property.Property.ContainingType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return property.Property.Name == "HasValue" ? Tested(receiver, Test.IsNull).Negate() : receiver;
        }

        Access(property.Property, receiver, property);
        Value[] arguments = VisitArguments(property.Arguments, property.Property.Parameters.Length);
        if (IsRead(property) && property.Property.GetMethod is { } asked && calls.Contracts.Find(asked, property.Instance?.Type) is { } contract)
        {
            return Routine(contract, asked, property.Syntax, new Operands(receiver, arguments, ResultIgnored: false));
        }

        if (property.Property.GetMethod is { } getter && !IsAutomatic(property.Property) && IsRead(property))
        {
            if (calls.StandsFor(getter) is { } place)
            {
                return Inline(place, receiver, arguments);
            }

            ImmutableArray<IMethodSymbol> bodies = calls.Bodies(getter, property.Instance is not null and not IInstanceReferenceOperation);
            if (!bodies.IsEmpty)
            {
                return Call(bodies, getter, receiver, arguments, property.Syntax);
            }
        }

        if (property.Property.IsStatic)
        {
            if (Status.ConstantOf(property.Property) is long number)
            {
                return new ConstantValue(number);
            }

            return new ReadValue(AccessPath.Static(property.Property));
        }

        Value member = Member(receiver!, property.Property);
        return arguments.Length > 0 && receiver!.Path is { } list ? Indexed(list, arguments) : member;
    }

    private static bool IsRead(IPropertyReferenceOperation property)
        => property.Parent is not ISimpleAssignmentOperation assignment || assignment.Target != property;

    private static bool IsAutomatic(IPropertySymbol property)
        => property.DeclaringSyntaxReferences.IsEmpty
            || property.ContainingType.GetMembers().Any(m => m is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    private Value VisitElement(IOperation array, ImmutableArray<IOperation> indices)
    {
        Value receiver = Visit(array);
        Value[] arguments = indices.Select(Visit).ToArray();
        return receiver.Path is { } path ? Indexed(path, arguments) : Value.Unknown;
    }

    private static Value Indexed(AccessPath list, Value[] indices)
    {
        ImmutableArray<AccessPath>.Builder paths = ImmutableArray.CreateBuilder<AccessPath>(indices.Length);
        foreach (Value index in indices)
        {
            if (NameOf(index) is not { } path)
            {
                return Value.Unknown;
            }

            paths.Add(path);
        }

        return Named(list.Index(paths.MoveToImmutable()));
    }

    private static Value Member(Value receiver, ISymbol member)
        => receiver.Path is { } path ? Named(path.Member(Definition(member))) : Value.Unknown;

    private static Value Named(AccessPath path) => path.Size <= LongestName ? new ReadValue(path) : Value.Unknown;

    /// <summary>A name for a value that does not change while the places it is computed from do not.</summary>
    private static AccessPath? NameOf(Value value) => value switch
    {
        ReadValue read => read.Source,
        ConstantValue constant => AccessPath.Constant(constant.Number),
        NullValue => AccessPath.Constant(null),
        _ => null,
    };

    /// <summary>Rewrites a place given in terms of a callee's receiver and parameters.</summary>
    private static Value Inline(AccessPath place, Value? receiver, Value[] arguments)
    {
        AccessPath? path = place.Substitute(root => root.Kind switch
        {
            PathKind.This => receiver?.Path,
            PathKind.Parameter when ((IParameterSymbol)root.Symbol!).Ordinal is int i && i < arguments.Length => NameOf(arguments[i]),
            _ => root,
        });
        return path is null ? Value.Unknown : Named(path);
    }
}
