namespace DdiCompliance.Differential.Tests.Programs;

/// <summary>Makes mistakes in correct programs: drops, doubles, swaps and moves statements, takes the wrong routine, turns a test round, leaves early.</summary>
public static class Mutator
{
    private const int Attempts = 20;

    /// <summary>The program of a seed with no, one or two mistakes (which need not break a law).</summary>
    public static TestProgram Generate(int seed)
    {
        TestProgram program = Generator.Generate(seed);
        var random = new Random(seed ^ 0x5EED);
        int mistakes = random.Next(8) switch { 0 => 0, < 5 => 1, _ => 2 };
        for (int i = 0; i < mistakes; i++)
            program = Mutate(program, random);
        return program.WithoutUnused();
    }

    /// <summary>The program with one mistake more.</summary>
    public static TestProgram Mutate(TestProgram program, Random random)
    {
        for (int i = 0; i < Attempts; i++)
        {
            TestProgram copy = program.Copy();
            Block[] blocks = [.. copy.AllBlocks().Where(static block => block.Count > 0)];
            if (blocks.Length == 0)
                return program;
            Block block = blocks[random.Next(blocks.Length)];
            if (Change(block, random.Next(block.Count), blocks, random) && IsSound(copy))
                return copy;
        }

        return program;
    }

    /// <summary>Whether a program ends: no jump goes back, no procedure calls itself.</summary>
    public static bool IsSound(TestProgram program)
    {
        var passed = new HashSet<string>();
        foreach (Statement statement in program.AllBlocks().SelectMany(static block => block))
        {
            if (statement is Goto jump && Position(program, new Label(jump.Label)) < Position(program, jump))
                return false;
        }

        return program.Procedures.All(procedure => !Reaches(program, procedure.Body, procedure.Name, passed));
    }

    // By the text: what counts is what stands above.
    private static int Position(TestProgram program, Statement statement)
    {
        string text = Writer.Write(program);
        return text.IndexOf(statement is Label label ? $"{label.Name}: ;" : $"goto {((Goto)statement).Label};", StringComparison.Ordinal);
    }

    private static bool Reaches(TestProgram program, Block from, string name, HashSet<string> seen)
    {
        string text = string.Join('\n', Flatten(from).Select(static statement => statement.ToString()));
        foreach (Procedure called in program.Procedures.Where(procedure => text.Contains($"Name = {procedure.Name},", StringComparison.Ordinal)))
        {
            if (called.Name == name || (seen.Add($"{name} {called.Name}") && Reaches(program, called.Body, name, seen)))
                return true;
        }

        return false;
    }

    private static IEnumerable<Statement> Flatten(Block block) => block.SelectMany(static statement => statement.Blocks.SelectMany(Flatten).Prepend(statement));

    private static bool Change(Block block, int index, Block[] blocks, Random random)
    {
        Statement statement = block[index];
        switch (random.Next(10))
        {
            case 0 or 1:
                block.RemoveAt(index);
                return statement is not Work;
            case 2:
                block.Insert(index, statement.Copy());
                return statement is Call or Invoke;
            case 3:
                if (index + 1 >= block.Count)
                    return false;
                (block[index], block[index + 1]) = (block[index + 1], block[index]);
                return statement is not Label && block[index] is not Label;
            case 4:
                block.RemoveAt(index);
                Block other = blocks[random.Next(blocks.Length)];
                other.Insert(random.Next(other.Count + 1), statement);
                return statement is Call or Invoke or Assign && !Contains(statement, other);
            case 5:
                block.Insert(index, random.Next(3) == 0 ? new If(Input(random), [new Throw()]) : new If(Input(random), [new Return()]));
                return true;
            case 6:
                return Strip(block, index, random);
            default:
                return ChangeRoutine(block, index, random);
        }
    }

    private static bool Contains(Statement statement, Block block) => statement.Blocks.Any(inner => inner == block || inner.Any(deeper => Contains(deeper, block)));

    private static bool Strip(Block block, int index, Random random)
    {
        switch (block[index])
        {
            case Attempt { Finally: { } last } attempt:
                block.RemoveAt(index);
                block.InsertRange(index, [.. attempt.Body, .. last]);
                return true;
            case If { Else: not null } test when random.Next(2) == 0:
                block[index] = test with { Else = null };
                return true;
            case If test:
                block[index] = random.Next(3) switch
                {
                    0 => test with { Condition = Generator.Negate(test.Condition) },
                    1 => test with { Condition = new Both(test.Condition, Input(random)) },
                    _ => test with { Condition = test.Condition is Taken or Asked ? Generator.Negate(test.Condition) : Input(random) },
                };
                return true;
            case Assign assign:
                block[index] = assign with { Value = Generator.Negate(assign.Value) };
                return true;
            default:
                return false;
        }
    }

    private static bool ChangeRoutine(Block block, int index, Random random)
    {
        switch (block[index])
        {
            case Call call:
                block[index] = call with { Use = Other(call.Use, random) };
                return call.Result is null || ((Call)block[index]).Use.Routine.TakesWait;
            case If { Condition: Taken taken } test when Other(taken.Use, random) is { Routine.TakesWait: true } other:
                block[index] = test with { Condition = new Taken(other) };
                return true;
            case If { Condition: Not { Operand: Taken taken } } test when Other(taken.Use, random) is { Routine.TakesWait: true } other:
                block[index] = test with { Condition = new Not(new Taken(other)) };
                return true;
            case Invoke { Argument: { } argument } invoke:
                block[index] = invoke with { Argument = Generator.Negate(argument) };
                return true;
            default:
                return false;
        }
    }

    private static Use Other(Use use, Random random)
    {
        if (use.Routine.TakesWait && random.Next(3) == 0)
            return use with { Wait = !use.Wait };
        if (use.Routine.Thing == Thing.Resource && random.Next(4) == 0)
            return use with { Lock = 1 - use.Lock };
        IReadOnlyList<Routine> alike = Routine.Find(use.Routine.Thing, use.Routine.Act);
        return use with { Routine = alike[random.Next(alike.Count)] };
    }

    private static Flag Input(Random random) => new(random.Next(3) switch { 0 => "a", 1 => "b", _ => "c" });
}
