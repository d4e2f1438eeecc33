using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DdiCompliance.Analyzers.Flow.Lowering;

internal sealed partial class OperationLowering
{
    private Value VisitBinary(IBinaryOperation binary)
    {
        if (binary.ConstantValue.HasValue)
        {
            return ConstantOf(binary);
        }

        // A long chain leans to the left; walking it in a loop keeps the stack flat.
        Stack<IBinaryOperation> spine = new();
        IOperation leftmost = binary;
        while (leftmost is IBinaryOperation inner && !inner.ConstantValue.HasValue)
        {
            spine.Push(inner);
            leftmost = inner.LeftOperand;
        }

        Value value = Visit(leftmost);
        while (spine.Count > 0)
        {
            IBinaryOperation next = spine.Pop();
            Value right = Visit(next.RightOperand);
            if (next.OperatorMethod is { } method && !next.OperatorMethod.ContainingType.IsValueType)
            {
                Call(method, null, new[] { value, right }, next.Syntax);
            }

            value = Combine(next, value, right);
        }

        return value;
    }

    private static Value Combine(IBinaryOperation binary, Value left, Value right)
    {
        switch (binary.OperatorKind)
        {
            case BinaryOperatorKind.Equals:
                return Equality(left, right, IsBoolean(binary.LeftOperand));
            case BinaryOperatorKind.NotEquals:
                return Equality(left, right, IsBoolean(binary.LeftOperand)).Negate();
            case BinaryOperatorKind.ExclusiveOr when IsBoolean(binary) && right is ConstantValue flip:
                return flip.Number == 0 ? left : left.Negate();
            case BinaryOperatorKind.LessThan:
                return Less(left, right);
            case BinaryOperatorKind.GreaterThanOrEqual:
                return Less(left, right).Negate();
            case BinaryOperatorKind.GreaterThan:
                return Less(right, left);
            case BinaryOperatorKind.LessThanOrEqual:
                return Less(right, left).Negate();
            case BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd when IsBoolean(binary):
                return new JunctionValue(true, left, right);
            case BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr when IsBoolean(binary):
                return new JunctionValue(false, left, right);
            default:
                return Computed(binary.OperatorKind, left, right);
        }
    }

    /// <summary>The value of an operator over values that have names.</summary>
    private static Value Computed(BinaryOperatorKind kind, Value left, Value right)
        => NameOf(left) is { } l && NameOf(right) is { } r && Arithmetic.Of(kind.ToString(), l, r) is var value
            ? value is ReadValue read ? Named(read.Source) : value
            : Value.Unknown;

    private static bool IsBoolean(IOperation operation) => operation.Type?.SpecialType == SpecialType.System_Boolean;

    private static Value Equality(Value left, Value right, bool isBoolean)
    {
        if (isBoolean && right is ConstantValue wanted)
        {
            return wanted.Number == 0 ? left.Negate() : left;
        }

        if (isBoolean && left is ConstantValue)
        {
            return Equality(right, left, isBoolean);
        }

        if (left is NullValue || right is NullValue)
        {
            return Tested(left is NullValue ? right : left, Test.IsNull);
        }

        if (right is ConstantValue { Number: var bit } && left is ReadValue { Source: { Kind: PathKind.Operator, Key: "And" } masked }
            && masked.Arguments[1] is { Kind: PathKind.Constant, Key: long mask } && mask == bit && bit != 0 && (bit & (bit - 1)) == 0)
        {
            // One bit equals its mask exactly when it is not zero: both ways to write it are one fact.
            return Tested(left, Test.EqualTo(0)).Negate();
        }

        if (right is ConstantValue number)
        {
            return left is ConstantValue same ? Value.Boolean(same.Number == number.Number) : Tested(left, Test.EqualTo(number.Number));
        }

        if (left is ConstantValue first)
        {
            return Tested(right, Test.EqualTo(first.Number));
        }

        return NameOf(left) is { } l && NameOf(right) is { } r ? Named(AccessPath.Operator("==", l, r)) : Value.Unknown;
    }

    private static Value Less(Value left, Value right)
    {
        if (right is ConstantValue limit)
        {
            return left is ConstantValue number ? Value.Boolean(number.Number < limit.Number) : Tested(left, Test.LessThan(limit.Number));
        }

        if (left is ConstantValue floor && floor.Number < long.MaxValue)
        {
            return Tested(right, Test.LessThan(floor.Number + 1)).Negate();
        }

        return NameOf(left) is { } l && NameOf(right) is { } r ? Named(AccessPath.Operator("<", l, r)) : Value.Unknown;
    }

    private Value VisitUnary(IUnaryOperation unary)
    {
        Value operand = Visit(unary.Operand);
        if (unary.ConstantValue.HasValue)
        {
            return ConstantOf(unary);
        }

        if (unary.OperatorKind == UnaryOperatorKind.Not && IsBoolean(unary))
        {
            return operand.Negate();
        }

        if (unary.OperatorKind == UnaryOperatorKind.BitwiseNegation && operand is ConstantValue bits)
        {
            return new ConstantValue(~bits.Number);
        }

        return unary.OperatorKind is UnaryOperatorKind.True or UnaryOperatorKind.Plus ? operand : Value.Unknown;
    }

    private Value VisitConversion(IConversionOperation conversion)
    {
        Value operand = Visit(conversion.Operand);
        if (conversion.ConstantValue.HasValue)
        {
            return ConstantOf(conversion);
        }

        if (conversion.Type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
            && conversion.Operand.Type is { IsValueType: true } from && from.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T)
        {
            return new PresentValue(operand);
        }

        // `x as T` may be null where x is not; everything else keeps the identity of a reference and, in range, of a number.
        return conversion.IsTryCast && operand is NewValue ? Value.Unknown : operand;
    }

    private Value VisitPattern(Value value, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return Value.Boolean(true);
            case IConstantPatternOperation constant:
                return Equality(value, Visit(constant.Value), IsBoolean(constant.Value));
            case INegatedPatternOperation negated:
                return VisitPattern(value, negated.Pattern).Negate();
            case IBinaryPatternOperation binary:
                Value left = VisitPattern(value, binary.LeftPattern);
                Value right = VisitPattern(value, binary.RightPattern);
                return new JunctionValue(binary.OperatorKind == BinaryOperatorKind.And, left, right);
            case IRelationalPatternOperation relational:
                Value limit = Visit(relational.Value);
                return relational.OperatorKind switch
                {
                    BinaryOperatorKind.LessThan => Less(value, limit),
                    BinaryOperatorKind.GreaterThanOrEqual => Less(value, limit).Negate(),
                    BinaryOperatorKind.GreaterThan => Less(limit, value),
                    _ => Less(limit, value).Negate(),
                };
            case IDeclarationPatternOperation declaration:
                return Declared(value, declaration.DeclaredSymbol, declaration, NarrowsOnly(pattern));
            case IRecursivePatternOperation recursive:
                return VisitRecursive(value, recursive);
            case ITypePatternOperation type:
                return NarrowsOnly(type) ? Tested(value, Test.IsNull).Negate() : Value.Unknown;
            default:
                return Value.Unknown;
        }
    }

    /// <summary>The pattern asks for a type the value has anyway: it only tests for null.</summary>
    private static bool NarrowsOnly(IPatternOperation pattern)
        => SymbolEqualityComparer.Default.Equals(pattern.InputType, pattern.NarrowedType);

    private Value Declared(Value value, ISymbol? symbol, IOperation syntax, bool narrowsOnly)
    {
        if (symbol is ILocalSymbol local)
        {
            Emit(new AssignInstr(syntax.Syntax, AccessPath.Local(local), value));
        }

        return syntax is IDeclarationPatternOperation { MatchesNull: true } ? Value.Boolean(true)
            : narrowsOnly ? Tested(value, Test.IsNull).Negate() : Value.Unknown;
    }

    private Value VisitRecursive(Value value, IRecursivePatternOperation recursive)
    {
        Value result = Declared(value, recursive.DeclaredSymbol, recursive, NarrowsOnly(recursive));
        foreach (IPropertySubpatternOperation property in recursive.PropertySubpatterns)
        {
            Value member = property.Member is IMemberReferenceOperation reference ? Member(value, reference.Member) : Value.Unknown;
            result = new JunctionValue(true, result, VisitPattern(member, property.Pattern));
        }

        return recursive.DeconstructionSubpatterns.IsEmpty ? result : new JunctionValue(true, result, Value.Unknown);
    }
}
