namespace DdiCompliance.Analyzers.States;

/// <summary>How a value is tested.</summary>
internal enum TestKind : byte
{
    IsTrue,
    IsNull,

    /// <summary>Equal to <see cref="Test.Constant"/>.</summary>
    Equals,

    /// <summary>Less than <see cref="Test.Constant"/>.</summary>
    LessThan,

    /// <summary>The reference is <see cref="Test.Path"/>.</summary>
    Is,
}

/// <summary>One question about a value, with a yes or no answer.</summary>
internal readonly record struct Test(TestKind Kind, long Constant = 0, AccessPath? Path = null)
{
    public static readonly Test IsTrue = new(TestKind.IsTrue);

    public static readonly Test IsNull = new(TestKind.IsNull);

    public static Test EqualTo(long constant) => new(TestKind.Equals, constant);

    public static Test LessThan(long constant) => new(TestKind.LessThan, constant);

    public static Test Is(AccessPath path) => new(TestKind.Is, 0, path);

    public override string ToString() => Kind switch
    {
        TestKind.IsTrue => "",
        TestKind.IsNull => "==null",
        TestKind.Equals => "==" + Constant,
        TestKind.LessThan => "<" + Constant,
        _ => "===" + Path,
    };

    /// <summary>What <paramref name="answer"/> to this test says about <paramref name="other"/> on the same value; null: nothing.</summary>
    public bool? Implies(bool answer, Test other)
    {
        switch (Kind, answer)
        {
            case (TestKind.Equals, true):
                return other.Kind switch
                {
                    TestKind.Equals => other.Constant == Constant,
                    TestKind.LessThan => Constant < other.Constant,
                    TestKind.IsTrue => Constant != 0,
                    _ => null,
                };
            case (TestKind.LessThan, true) when other.Kind == TestKind.LessThan && other.Constant >= Constant:
                return true;
            case (TestKind.LessThan, true) when other.Kind == TestKind.Equals && other.Constant >= Constant:
                return false;
            case (TestKind.LessThan, false) when other.Kind == TestKind.LessThan && other.Constant <= Constant:
                return false;
            case (TestKind.LessThan, false) when other.Kind == TestKind.Equals && other.Constant < Constant:
                return false;
            case (TestKind.IsTrue, _) when other.Kind == TestKind.Equals && other.Constant == 0:
                return !answer;
            case (TestKind.Equals, false) when other.Kind == TestKind.IsTrue && Constant == 0:
                return true;
            case (TestKind.Is, true) when other.Kind == TestKind.Is:
                return Path!.Equals(other.Path);
            case (TestKind.Is, true) when other.Kind == TestKind.IsNull:
                return false;
            case (TestKind.IsNull, true) when other.Kind == TestKind.Is:
                return false;
            default:
                return null;
        }
    }
}

/// <summary>A test of a named value: what a slot of a <see cref="FactSet"/> stands for.</summary>
internal readonly record struct Fact(AccessPath Subject, Test Test)
{
    public override string ToString() => Subject + Test.ToString();
}

/// <summary>Answers to up to 64 facts: which are known, and what they are.</summary>
internal readonly record struct FactSet(ulong Known, ulong Value)
{
    public static readonly FactSet Empty = default;

    public bool? this[int slot] => (Known >> slot & 1) == 0 ? null : (Value >> slot & 1) != 0;

    public FactSet With(int slot, bool value)
    {
        ulong bit = 1UL << slot;
        return new FactSet(Known | bit, value ? Value | bit : Value & ~bit);
    }

    public FactSet Without(ulong mask) => new(Known & ~mask, Value & ~mask);

    public FactSet Only(ulong mask) => new(Known & mask, Value & mask);

    /// <summary>What both know and agree on.</summary>
    public FactSet Join(FactSet other)
    {
        ulong agreed = Known & other.Known & ~(Value ^ other.Value);
        return new FactSet(agreed, Value & agreed);
    }

    /// <summary>Adds answers; false when one contradicts what is known.</summary>
    public bool TryAdd(ulong known, ulong value, out FactSet result)
    {
        // The result may be stored over this set, so the answer comes first.
        bool agrees = ((Value ^ value) & Known & known) == 0;
        result = new FactSet(Known | known, (Value & ~known) | (value & known));
        return agrees;
    }
}
