namespace DdiCompliance.Differential.Tests.Programs;

/// <summary>A private method of a program.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ReturnsBool">Whether it returns a <c>bool</c>, else nothing.</param>
/// <param name="TakesFlag">Whether it has the parameter <c>bool on</c>.</param>
/// <param name="Body">What it does.</param>
public sealed record Procedure(string Name, bool ReturnsBool, bool TakesFlag, Block Body);

/// <summary>A class with one public method over three flags and a number, and the procedures it calls.</summary>
/// <param name="Name">The name of the class; also tells the seed it was made from.</param>
/// <param name="Body">The public method.</param>
/// <param name="Procedures">The private ones.</param>
public sealed record TestProgram(string Name, Block Body, IReadOnlyList<Procedure> Procedures)
{
    /// <summary>A deep copy.</summary>
    public TestProgram Copy() => this with
    {
        Body = Body.Copy(),
        Procedures = [.. Procedures.Select(static procedure => procedure with { Body = procedure.Body.Copy() })],
    };

    /// <summary>Every block, outermost first; the same order for equal programs.</summary>
    public IEnumerable<Block> AllBlocks() => Procedures.Select(static procedure => procedure.Body).Prepend(Body).SelectMany(Within);

    /// <summary>Every statement, outermost first.</summary>
    public IEnumerable<Statement> AllStatements() => AllBlocks().SelectMany(static block => block);

    /// <summary>The program without procedures that nobody calls.</summary>
    public TestProgram WithoutUnused()
    {
        TestProgram program = this;
        while (true)
        {
            string text = Writer.Write(program);
            Procedure[] used = [.. program.Procedures.Where(procedure => text.Split($"{procedure.Name}(").Length > 2)];
            if (used.Length == program.Procedures.Count)
                return program;
            program = program with { Procedures = used };
        }
    }

    private static IEnumerable<Block> Within(Block block) =>
        block.SelectMany(static statement => statement.Blocks).SelectMany(Within).Prepend(block);
}
