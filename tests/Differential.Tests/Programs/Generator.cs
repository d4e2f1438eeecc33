namespace DdiCompliance.Differential.Tests.Programs;

/// <summary>
/// Writes correct programs in the shapes of real lock code: brackets, flags that remember, <c>goto</c> cleanup, <c>finally</c>, tries with a fallback, procedures that
/// take and give on behalf of their caller. <see cref="Mutator"/> makes mistakes in them.
/// </summary>
public sealed class Generator
{
    private readonly Random _random;
    private readonly LockPieces _locks;
    private readonly List<Procedure> _procedures = [];
    private int _names;
    private int _budget;

    private Generator(int seed)
    {
        _random = new Random(seed);
        _locks = new LockPieces(this, _random);
    }

    /// <summary>The correct program of a seed.</summary>
    public static TestProgram Generate(int seed)
    {
        var generator = new Generator(seed);
        generator._budget = generator._random.Next(2, 9);
        Block body = generator.Body(Scope.Start(generator._random.Next(2, 6)));
        return new TestProgram($"P{seed}", body, generator._procedures);
    }

    /// <summary>A few pieces.</summary>
    internal Block Body(Scope scope)
    {
        Block body = [];
        int count = scope.Depth <= 0 || _budget <= 0 ? 1 : _random.Next(1, 4);
        for (int i = 0; i < count; i++)
            body.AddRange(Piece(scope));
        return body;
    }

    /// <summary>A name that no other thing has.</summary>
    internal string Fresh(string prefix) => $"{prefix}{_names++}";

    /// <summary>A private method.</summary>
    internal string Define(Block body, bool returnsBool = false, bool takesFlag = false)
    {
        string name = Fresh("M");
        _procedures.Add(new Procedure(name, returnsBool, takesFlag, body));
        return name;
    }

    /// <summary>A test of inputs, or of what is remembered.</summary>
    internal Condition Test(Scope scope)
    {
        Condition one = Simple(scope);
        return _random.Next(8) switch
        {
            0 => new Both(one, Simple(scope)),
            1 => new Either(one, Simple(scope)),
            2 or 3 => Negate(one),
            _ => one,
        };
    }

    /// <summary>An input flag; nothing assigns to it.</summary>
    internal Flag Input(Scope scope) => new(scope.InProcedure ? "on" : _random.Next(3) switch { 0 => "a", 1 => "b", _ => "c" });

    internal static Condition Negate(Condition condition) => condition is Not not ? not.Operand : new Not(condition);

    /// <summary>Leaves early, everything undone.</summary>
    internal static Block UndoAndReturn(Scope scope) => [.. scope.UndoAll(), new Return()];

    /// <summary>A region around something.</summary>
    internal Block Bracket(Scope scope, Func<Scope, Block> inside)
    {
        Thing kind = _random.Next(4) == 0 ? Thing.Guarded : Thing.Critical;
        Routine enter = Pick(Routine.Find(kind, Act.Enter));
        Routine leave = enter.Name switch
        {
            "KeEnterCriticalRegion" => Routine.Named("KeLeaveCriticalRegion"),
            "FsRtlEnterFileSystem" => Routine.Named("FsRtlExitFileSystem"),
            _ => Routine.Named("KeLeaveGuardedRegion"),
        };
        Call undo = new(new Use(leave, 0));
        Call first = new(new Use(enter, 0));
        Scope within = scope.Deeper with { ApcsOff = true };
        return _random.Next(3) == 0
            ? [first, new Attempt(inside(within.Protected(scope.MayThrow)), null, [undo])]
            : [first, .. inside(within.Undone(undo)), undo];
    }

    private IEnumerable<Statement> Piece(Scope scope)
    {
        if (scope.Depth <= 0 || _budget-- <= 0)
            return Leaf(scope);
        switch (_random.Next(14))
        {
            case 0:
                return [new Work()];
            case 1:
                return Bracket(scope, Body);
            case 2:
                return [new If(Test(scope), Body(scope.Deeper), _random.Next(2) == 0 ? null : Body(scope.Deeper))];
            case 3:
                Scope loop = scope.Deeper with { Loop = scope.Unwind.Count };
                return [new Repeat(Fresh("i"), scope.InProcedure || _random.Next(3) == 0 ? "2" : "n", Body(loop))];
            case 4:
                return Leaf(scope);
            case 5:
                return [new Attempt(Body(scope.Deeper with { MayThrow = true }), [new Work()], null)];
            case 6:
                return Balanced(scope);
            case 7 when !scope.InProcedure:
                // A break in it would leave the switch, not the loop.
                Scope section = scope.Deeper with { Loop = -1 };
                return [new Choose(Body(section), Body(section), Body(section))];
            default:
                return _locks.Piece(scope);
        }
    }

    private IEnumerable<Statement> Leaf(Scope scope)
    {
        switch (_random.Next(6))
        {
            case 0 when scope.MayReturn:
                return [new If(Test(scope), UndoAndReturn(scope))];
            case 1 when scope.MayThrow:
                return [new If(Test(scope), [new Throw()])];
            case 2 when scope.Loop >= 0:
                return [new If(Test(scope), [.. scope.UndoRound(), _random.Next(2) == 0 ? new Break() : new Continue()])];
            case 3:
                return [new Assign(Fresh("f"), Test(scope))];
            default:
                return [new Work()];
        }
    }

    // A procedure that changes nothing for its caller.
    private Block Balanced(Scope scope) => [new Invoke(Define(Body(scope.Procedure), takesFlag: true), Test(scope))];

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    private Condition Simple(Scope scope)
    {
        if (scope.Locals.Count > 0 && _random.Next(4) == 0)
            return new Flag(Pick(scope.Locals));
        return !scope.InProcedure && _random.Next(4) == 0 ? new Compare(Pick<string>(["n == 0", "n == 1", "n > 0", "n < 2"])) : Input(scope);
    }
}
