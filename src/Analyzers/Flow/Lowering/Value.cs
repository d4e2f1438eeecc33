using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>What lowering knows of the value of an expression.</summary>
internal abstract record Value
{
    public static readonly Value Unknown = new UnknownValue();

    public static readonly Value Null = new NullValue();

    public static readonly Value NotNull = new NewValue(null);

    /// <summary>A structure of which every member is zero, false or null.</summary>
    public static readonly Value Zero = new ZeroValue();

    public static Value Boolean(bool value) => new ConstantValue(value ? 1 : 0);

    /// <summary>The place the value was read from or created at, if it has a name.</summary>
    public AccessPath? Path => this switch
    {
        ReadValue read => read.Source,
        NewValue created => created.Place,
        _ => null,
    };

    public Value Negate() => this switch
    {
        ConstantValue constant => Boolean(constant.Number == 0),
        NotValue not => not.Operand,
        _ => new NotValue(this),
    };

    /// <summary>The condition under which the value passes <paramref name="test"/>.</summary>
    public Condition ToCondition(Test test)
    {
        switch (this)
        {
            case ConstantValue constant:
                return test.Kind switch
                {
                    TestKind.IsTrue => Condition.Of(constant.Number != 0),
                    TestKind.Equals => Condition.Of(constant.Number == test.Constant),
                    TestKind.LessThan => Condition.Of(constant.Number < test.Constant),
                    _ => Condition.False,
                };
            case NullValue:
                return test.Kind == TestKind.IsNull ? Condition.True : Condition.False;
            case NewValue created:
                return test.Kind == TestKind.Is && created.Place is not null && created.Place.Equals(test.Path)
                    ? Condition.True
                    : test.Kind is TestKind.IsNull or TestKind.Is ? Condition.False : Condition.Unknown;
            case FunctionValue function when test.Kind is TestKind.IsNull or TestKind.Is:
                return Condition.Of(function.Place.Equals(test.Path));
            case PresentValue present:
                return test.Kind == TestKind.IsNull ? Condition.False : present.Inner.ToCondition(test);
            case ReadValue { Source.Kind: PathKind.This } when test.Kind == TestKind.IsNull:
                return Condition.False;
            case ReadValue read:
                return test.Kind == TestKind.Is && read.Source.Equals(test.Path) ? Condition.True : Condition.OfFact(new Fact(read.Source, test));
            case NotValue not:
                return Truth(test) is bool wanted ? not.Operand.ToCondition(Test.IsTrue).NegateIf(wanted) : Condition.Unknown;
            case JunctionValue junction when Truth(test) is bool whole:
                return Condition.Join(junction.IsAnd, junction.Left.ToCondition(Test.IsTrue), junction.Right.ToCondition(Test.IsTrue)).NegateIf(!whole);
            case TestValue tested when Truth(test) is bool answer:
                return tested.Operand.ToCondition(tested.Test).NegateIf(!answer);
            default:
                return Condition.Unknown;
        }
    }

    /// <summary>Every place the value is computed from.</summary>
    public IEnumerable<AccessPath> Reads() => this switch
    {
        ReadValue read => new[] { read.Source },
        PresentValue present => present.Inner.Reads(),
        NotValue not => not.Operand.Reads(),
        JunctionValue junction => junction.Left.Reads().Concat(junction.Right.Reads()),
        TestValue tested => tested.Operand.Reads(),
        _ => Enumerable.Empty<AccessPath>(),
    };

    public Value Map(Func<AccessPath, AccessPath> map) => this switch
    {
        ReadValue read => new ReadValue(map(read.Source)),
        PresentValue present => new PresentValue(present.Inner.Map(map)),
        NotValue not => new NotValue(not.Operand.Map(map)),
        JunctionValue junction => new JunctionValue(junction.IsAnd, junction.Left.Map(map), junction.Right.Map(map)),
        TestValue tested => new TestValue(tested.Operand.Map(map), tested.Test),
        _ => this,
    };

    /// <summary>Whether the test asks for truth (true), falsehood (false) of a Boolean, or something else (null).</summary>
    private static bool? Truth(Test test) => test.Kind switch
    {
        TestKind.IsTrue => true,
        TestKind.Equals when test.Constant == 1 => true,
        TestKind.Equals when test.Constant == 0 => false,
        _ => null,
    };

    /// <summary>The answer to a test of a member of this value; only an all-zero structure has one.</summary>
    public Condition ToMemberCondition(Test test) => this is not ZeroValue ? Condition.Unknown
        : test.Kind == TestKind.IsNull ? Condition.True
        : new ConstantValue(0).ToCondition(test);

    /// <summary>No object at all: null, or a structure of zeros.</summary>
    public bool IsNothing => this is NullValue or ZeroValue;

    private sealed record UnknownValue : Value;

    private sealed record ZeroValue : Value;
}

/// <summary>A number, a character, an enum member or a Boolean (0 and 1).</summary>
internal sealed record ConstantValue(long Number) : Value;

internal sealed record NullValue : Value;

/// <summary>A value made nullable: it is never null, and otherwise what it was.</summary>
internal sealed record PresentValue(Value Inner) : Value;

/// <summary>A new object, never null.</summary>
internal sealed record NewValue(AccessPath? Place) : Value;

/// <summary>What <paramref name="Source"/> holds at this point.</summary>
internal sealed record ReadValue(AccessPath Source) : Value;

internal sealed record NotValue(Value Operand) : Value;

/// <summary>Both operands were evaluated (<c>&amp;</c>, <c>|</c>, or a pattern combination).</summary>
internal sealed record JunctionValue(bool IsAnd, Value Left, Value Right) : Value;

/// <summary>The Boolean answer to a test.</summary>
internal sealed record TestValue(Value Operand, Test Test) : Value;

/// <summary>A delegate made from a lambda, a local function or a method group of this compilation.</summary>
internal sealed record FunctionValue(IMethodSymbol Method) : Value
{
    /// <summary>What a variable is compared with that may hold one of several functions.</summary>
    public AccessPath Place => AccessPath.Static(Method);
}
