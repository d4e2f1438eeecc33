using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>A Boolean over facts, evaluated in three values.</summary>
internal sealed class Condition
{
    private enum Shape : byte
    {
        True,
        False,
        Unknown,
        Fact,
        Not,
        And,
        Or,
    }

    private readonly Shape _shape;
    private readonly Condition? _left;
    private readonly Condition? _right;
    private int _slot = -1;

    private Condition(Shape shape, Condition? left = null, Condition? right = null, Fact fact = default)
    {
        _shape = shape;
        _left = left;
        _right = right;
        Fact = fact;
    }

    public static readonly Condition True = new(Shape.True);
    public static readonly Condition False = new(Shape.False);
    public static readonly Condition Unknown = new(Shape.Unknown);

    /// <summary>The fact of a leaf.</summary>
    public Fact Fact { get; }

    public bool IsConstant => _shape is Shape.True or Shape.False;

    public bool IsUnknown => _shape == Shape.Unknown;

    public static Condition Of(bool value) => value ? True : False;

    public static Condition OfFact(Fact fact) => new(Shape.Fact, fact: fact);

    public Condition NegateIf(bool negate) => !negate ? this : _shape switch
    {
        Shape.True => False,
        Shape.False => True,
        Shape.Unknown => Unknown,
        Shape.Not => _left!,
        _ => new Condition(Shape.Not, this),
    };

    public static Condition Join(bool isAnd, Condition left, Condition right)
    {
        Condition neutral = Of(isAnd);
        Condition absorbing = Of(!isAnd);
        if (ReferenceEquals(left, neutral))
        {
            return right;
        }

        if (ReferenceEquals(right, neutral))
        {
            return left;
        }

        if (ReferenceEquals(left, absorbing) || ReferenceEquals(right, absorbing))
        {
            return absorbing;
        }

        return new Condition(isAnd ? Shape.And : Shape.Or, left, right);
    }

    /// <summary>All facts the condition reads.</summary>
    public void CollectFacts(ICollection<Fact> facts)
    {
        if (_shape == Shape.Fact)
        {
            facts.Add(Fact);
        }

        _left?.CollectFacts(facts);
        _right?.CollectFacts(facts);
    }

    /// <summary>Fixes the slot of each fact; facts without a slot evaluate to unknown.</summary>
    public void Bind(Func<Fact, int> slotOf)
    {
        if (_shape == Shape.Fact)
        {
            _slot = slotOf(Fact);
        }

        _left?.Bind(slotOf);
        _right?.Bind(slotOf);
    }

    public bool? Evaluate(FactSet facts)
    {
        switch (_shape)
        {
            case Shape.True:
                return true;
            case Shape.False:
                return false;
            case Shape.Fact:
                return _slot < 0 ? null : facts[_slot];
            case Shape.Not:
                return !_left!.Evaluate(facts);
            case Shape.And:
            case Shape.Or:
                bool absorbing = _shape == Shape.Or;
                bool? left = _left!.Evaluate(facts);
                if (left == absorbing)
                {
                    return absorbing;
                }

                bool? right = _right!.Evaluate(facts);
                return right == absorbing ? absorbing : left is null || right is null ? null : !absorbing;
            default:
                return null;
        }
    }

    /// <summary>Adds to <paramref name="facts"/> what follows from the condition being <paramref name="outcome"/>; false when it cannot be.</summary>
    public bool Refine(bool outcome, FactTable table, ref FactSet facts)
    {
        switch (_shape)
        {
            case Shape.True:
                return outcome;
            case Shape.False:
                return !outcome;
            case Shape.Fact:
                return _slot < 0 || table.TryLearn(_slot, outcome, ref facts);
            case Shape.Not:
                return _left!.Refine(!outcome, table, ref facts);
            case Shape.And:
            case Shape.Or:
                bool absorbing = _shape == Shape.Or;
                if (outcome != absorbing)
                {
                    return _left!.Refine(outcome, table, ref facts) && _right!.Refine(outcome, table, ref facts);
                }

                bool? left = _left!.Evaluate(facts);
                bool? right = _right!.Evaluate(facts);
                if (left == !absorbing)
                {
                    return _right.Refine(absorbing, table, ref facts);
                }

                return right != !absorbing || _left.Refine(absorbing, table, ref facts);
            default:
                return true;
        }
    }

    /// <summary>The slot of a plain fact, or -1.</summary>
    public int Slot => _shape == Shape.Fact ? _slot : -1;

    /// <summary>The bits the condition reads.</summary>
    public ulong Slots => (_shape == Shape.Fact && _slot >= 0 ? 1UL << _slot : 0) | (_left?.Slots ?? 0) | (_right?.Slots ?? 0);

    /// <summary>Whether the condition asks what a member holds: where that is open it stays open, for two names of one object prove nothing.</summary>
    public bool AsksForMember => _shape == Shape.Fact ? Fact is { Test.Kind: TestKind.Is, Subject.Kind: PathKind.Member } : _left?.AsksForMember == true || _right?.AsksForMember == true;

    public bool IsFact => _shape == Shape.Fact;

    public override string ToString() => _shape switch
    {
        Shape.Fact => Fact.ToString(),
        Shape.Not => "!(" + _left + ")",
        Shape.And => "(" + _left + " & " + _right + ")",
        Shape.Or => "(" + _left + " | " + _right + ")",
        _ => _shape.ToString(),
    };
}
