using DdiCompliance.Differential.Tests.Programs;

namespace DdiCompliance.Differential.Tests.Comparing;

/// <summary>Makes a program smaller as long as it shows the same disagreement.</summary>
public static class Shrinker
{
    /// <summary>The smallest program found, with its comparison.</summary>
    public static async Task<Comparison> ShrinkAsync(Comparison from, Discrepancy shown)
    {
        Comparison best = from;
        while (true)
        {
            TestProgram[] candidates = [.. Smaller(best.Subject.Program).Where(Mutator.IsSound).Select(static (program, index) => program with { Name = $"S{index}" })];
            IReadOnlyList<Subject> subjects = await Workbench.PrepareAsync(candidates);
            Comparison? next = subjects.OrderBy(static subject => subject.Source.Length).Select(Comparison.Of)
                .FirstOrDefault(comparison => comparison.Discrepancies.Any(other => other.Kind == shown.Kind && other.Rule == shown.Rule));
            if (next is null)
                return best;
            best = next;
        }
    }

    private static IEnumerable<TestProgram> Smaller(TestProgram program)
    {
        int blocks = program.AllBlocks().Count();
        for (int at = 0; at < blocks; at++)
        {
            int count = program.AllBlocks().ElementAt(at).Count;
            for (int index = 0; index < count; index++)
            {
                foreach (Func<Statement, IEnumerable<Statement>> change in Changes(program.AllBlocks().ElementAt(at)[index], program))
                {
                    TestProgram copy = program.Copy();
                    Block block = copy.AllBlocks().ElementAt(at);
                    Statement[] replacement = [.. change(block[index])];
                    block.RemoveAt(index);
                    block.InsertRange(index, replacement);
                    yield return copy.WithoutUnused();
                }
            }
        }
    }

    private static IEnumerable<Func<Statement, IEnumerable<Statement>>> Changes(Statement statement, TestProgram program)
    {
        yield return static _ => [];
        switch (statement)
        {
            case If test:
                yield return static it => ((If)it).Then;
                if (test.Else is not null)
                {
                    yield return static it => ((If)it).Else!;
                    yield return static it => [(If)it with { Else = null }];
                }

                foreach (Condition simpler in Simpler(test.Condition))
                    yield return it => [(If)it with { Condition = simpler }];
                break;
            case Attempt attempt:
                yield return static it => [.. ((Attempt)it).Body, .. ((Attempt)it).Finally ?? []];
                if (attempt is { Catch: not null, Finally: not null })
                    yield return static it => [(Attempt)it with { Catch = null }];
                break;
            case Repeat repeat:
                yield return static it => ((Repeat)it).Body;
                if (repeat.Bound == "n")
                    yield return static it => [(Repeat)it with { Bound = "2" }];
                break;
            case Choose:
                yield return static it => [new If(new Compare("n == 0"), ((Choose)it).Zero, ((Choose)it).Other)];
                yield return static it => ((Choose)it).One;
                break;
            case Invoke { Result: null } invoke when program.Procedures.First(procedure => procedure.Name == invoke.Name) is { } called
                && invoke.Argument is null && !called.Body.Any(static inner => inner is Return):
                yield return _ => called.Body.Copy();
                break;
        }
    }

    private static IEnumerable<Condition> Simpler(Condition condition) => condition switch
    {
        Both both => [both.Left, both.Right],
        Either either => [either.Left, either.Right],
        Not not => [not.Operand],
        Compare => [new Flag("a")],
        _ => [],
    };
}
