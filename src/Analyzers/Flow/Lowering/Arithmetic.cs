using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>What follows from the operands of an operator: constant ones make a number, others a name that is as simple as it can be.</summary>
internal static class Arithmetic
{
    private const string And = "And";
    private const string Or = "Or";
    private const string Add = "Add";

    /// <summary>The value of a place in which others were put in, a callee's parameters above all.</summary>
    public static Value Simplify(AccessPath path)
    {
        if (path is not { Kind: PathKind.Operator, Arguments.Length: 2 })
        {
            return new ReadValue(path);
        }

        return Simplify(path.Arguments[0]) is { } left && Simplify(path.Arguments[1]) is { } right && Named(left) is { } l && Named(right) is { } r
            ? Of((string)path.Key!, l, r)
            : Value.Unknown;
    }

    /// <summary>The value of an operator.</summary>
    public static Value Of(string name, AccessPath left, AccessPath right)
    {
        if (NumberOf(left) is { } a && NumberOf(right) is { } b)
        {
            return Fold(name, a, b) is { } number ? new ConstantValue(number) : Value.Unknown;
        }

        switch (name)
        {
            case And or Or or Add or "ExclusiveOr" or "Multiply" or "==" when NumberOf(left) is not null:
                return Of(name, right, left);
            case "==" when right is { Kind: PathKind.Constant }:
                return new TestValue(new ReadValue(left), NumberOf(right) is { } wanted ? Test.EqualTo(wanted) : Test.IsNull);
            case "<" when NumberOf(right) is { } limit:
                return new TestValue(new ReadValue(left), Test.LessThan(limit));
            case "<" when NumberOf(left) is { } floor and < long.MaxValue:
                return new TestValue(new ReadValue(right), Test.LessThan(floor + 1)).Negate();
            case And when NumberOf(right) is { } mask && left is { Kind: PathKind.Operator, Arguments.Length: 2, Key: And or Or } masked && NumberOf(masked.Arguments[1]) is { } bits:
                return Mask(masked, bits, mask);
            default:
                return new ReadValue(AccessPath.Operator(name, left, right));
        }
    }

    /// <summary>What is added to a variable by an assignment of <paramref name="value"/> to it, or null.</summary>
    public static long? StepOf(Value value, AccessPath variable) => value is ReadValue { Source: { Kind: PathKind.Operator, Arguments.Length: 2 } sum }
        && sum.Arguments[0].Equals(variable) && NumberOf(sum.Arguments[1]) is { } step and > int.MinValue and < int.MaxValue
            ? sum.Key switch { Add => step, "Subtract" => -step, _ => null }
            : null;

    private static Value Mask(AccessPath masked, long bits, long mask) => ((string)masked.Key!, bits & mask) switch
    {
        (And, 0) => new ConstantValue(0),
        (And, var both) => new ReadValue(AccessPath.Operator(And, masked.Arguments[0], AccessPath.Constant(both))),
        (Or, 0) => new ReadValue(AccessPath.Operator(And, masked.Arguments[0], AccessPath.Constant(mask))),
        (Or, var both) when both == mask => new ConstantValue(mask),
        _ => new ReadValue(AccessPath.Operator(And, masked, AccessPath.Constant(mask))),
    };

    private static AccessPath? Named(Value value) => value is ConstantValue number ? AccessPath.Constant(number.Number) : (value as ReadValue)?.Source;

    private static long? NumberOf(AccessPath path) => path is { Kind: PathKind.Constant, Key: long number } ? number : null;

    /// <summary>The number, as long as every integral type agrees on it.</summary>
    private static long? Fold(string name, long a, long b) => name switch
    {
        And => a & b,
        Or => a | b,
        "ExclusiveOr" => a ^ b,
        "==" => a == b ? 1 : 0,
        "<" => a < b ? 1 : 0,
        Add => Small(a, b) ? InRange(a + b) : null,
        "Subtract" => Small(a, b) ? InRange(a - b) : null,
        "Multiply" => Small(a, b) ? InRange(a * b) : null,
        "LeftShift" => a is >= 0 and <= int.MaxValue && b is >= 0 and < 31 ? InRange(a << (int)b) : null,
        "RightShift" => a >= 0 && b is >= 0 and < 31 ? a >> (int)b : null,
        _ => null,
    };

    private static bool Small(long a, long b) => InRange(a) is not null && InRange(b) is not null;

    private static long? InRange(long number) => number is >= int.MinValue and <= int.MaxValue ? number : null;
}
