using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>What setting and clearing bits does to tests of single bits.</summary>
internal static class Bits
{
    /// <summary>The answer to a test of <c>variable &amp; mask</c> after an assignment to the variable; the fact itself when it does not change.</summary>
    public static Condition After(AssignInstr assign, Fact fact)
    {
        if (fact.Subject is not { Kind: PathKind.Operator, Key: "And" } masked || !masked.Arguments[0].Equals(assign.Target)
            || masked.Arguments[1] is not { Kind: PathKind.Constant, Key: long mask })
        {
            return Condition.Unknown;
        }

        if (assign.Value is ConstantValue constant)
        {
            return new ConstantValue(constant.Number & mask).ToCondition(fact.Test);
        }

        if (assign.Value is not ReadValue { Source: { Kind: PathKind.Operator } changed } || !changed.Arguments[0].Equals(assign.Target)
            || changed.Arguments[1] is not { Kind: PathKind.Constant, Key: long bits })
        {
            return Condition.Unknown;
        }

        return changed.Key switch
        {
            "Or" when (bits & mask) == mask => new ConstantValue(mask).ToCondition(fact.Test),
            "Or" when (bits & mask) == 0 => Condition.OfFact(fact),
            "And" when (bits & mask) == 0 => new ConstantValue(0).ToCondition(fact.Test),
            "And" when (bits & mask) == mask => Condition.OfFact(fact),
            _ => Condition.Unknown,
        };
    }
}
