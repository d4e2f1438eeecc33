namespace DdiCompliance.Differential.Tests.Programs;

/// <summary>Statements in order. Blocks are mutable: a program is made by changing a copy.</summary>
public sealed class Block : List<Statement>
{
    public Block()
    {
    }

    public Block(IEnumerable<Statement> statements)
        : base(statements)
    {
    }

    /// <summary>A deep copy.</summary>
    public Block Copy() => new(this.Select(static statement => statement.Copy()));
}

/// <summary>One statement of a program.</summary>
public abstract record Statement
{
    /// <summary>The blocks directly inside.</summary>
    public virtual IEnumerable<Block> Blocks => [];

    /// <summary>A deep copy.</summary>
    public virtual Statement Copy() => this with { };
}

/// <summary>A routine on a lock; regions have no lock.</summary>
/// <param name="Routine">The routine.</param>
/// <param name="Lock">The number of the lock of its kind.</param>
/// <param name="Wait">The <c>Wait</c> argument, where it has one.</param>
public sealed record Use(Routine Routine, int Lock, bool Wait = true);

/// <summary>A call of a routine as a statement, its result thrown away or kept in a local.</summary>
public sealed record Call(Use Use, string? Result = null) : Statement;

/// <summary>A call of a procedure of the program.</summary>
/// <param name="Name">Which.</param>
/// <param name="Argument">The argument, if it has a parameter.</param>
/// <param name="Result">The local that keeps its result, or null.</param>
public sealed record Invoke(string Name, Condition? Argument = null, string? Result = null) : Statement;

/// <summary>An assignment to a local or input.</summary>
public sealed record Assign(string Name, Condition Value) : Statement;

/// <summary>Something that is none of the rules' business.</summary>
public sealed record Work : Statement;

/// <summary><c>return</c>, <c>return value</c>.</summary>
public sealed record Return(Condition? Value = null) : Statement;

/// <summary><c>throw</c>.</summary>
public sealed record Throw : Statement;

/// <summary><c>break</c>.</summary>
public sealed record Break : Statement;

/// <summary><c>continue</c>.</summary>
public sealed record Continue : Statement;

/// <summary><c>goto</c>.</summary>
public sealed record Goto(string Label) : Statement;

/// <summary>The place a <c>goto</c> goes to.</summary>
public sealed record Label(string Name) : Statement;

/// <summary><c>if</c>.</summary>
public sealed record If(Condition Condition, Block Then, Block? Else = null) : Statement
{
    /// <inheritdoc/>
    public override IEnumerable<Block> Blocks => Else is null ? [Then] : [Then, Else];

    /// <inheritdoc/>
    public override Statement Copy() => this with { Then = Then.Copy(), Else = Else?.Copy() };
}

/// <summary>A loop of at most a few rounds.</summary>
/// <param name="Counter">Its variable.</param>
/// <param name="Bound">The number of rounds: <c>n</c> or a number.</param>
/// <param name="Body">What is done in each.</param>
public sealed record Repeat(string Counter, string Bound, Block Body) : Statement
{
    /// <inheritdoc/>
    public override IEnumerable<Block> Blocks => [Body];

    /// <inheritdoc/>
    public override Statement Copy() => this with { Body = Body.Copy() };
}

/// <summary><c>try</c> with a <c>catch</c>, a <c>finally</c>, or both.</summary>
public sealed record Attempt(Block Body, Block? Catch, Block? Finally) : Statement
{
    /// <inheritdoc/>
    public override IEnumerable<Block> Blocks => new[] { Body, Catch, Finally }.OfType<Block>();

    /// <inheritdoc/>
    public override Statement Copy() => this with { Body = Body.Copy(), Catch = Catch?.Copy(), Finally = Finally?.Copy() };
}

/// <summary><c>switch (n)</c> with two cases and the rest.</summary>
public sealed record Choose(Block Zero, Block One, Block Other) : Statement
{
    /// <inheritdoc/>
    public override IEnumerable<Block> Blocks => [Zero, One, Other];

    /// <inheritdoc/>
    public override Statement Copy() => new Choose(Zero.Copy(), One.Copy(), Other.Copy());
}

/// <summary>A boolean expression.</summary>
public abstract record Condition;

/// <summary>A boolean variable or constant.</summary>
public sealed record Flag(string Name) : Condition;

/// <summary>A comparison of the integer input, as C#.</summary>
public sealed record Compare(string Text) : Condition;

/// <summary><c>!</c></summary>
public sealed record Not(Condition Operand) : Condition;

/// <summary><c>&amp;&amp;</c></summary>
public sealed record Both(Condition Left, Condition Right) : Condition;

/// <summary><c>||</c></summary>
public sealed record Either(Condition Left, Condition Right) : Condition;

/// <summary>A routine whose result is tested on the spot.</summary>
public sealed record Taken(Use Use) : Condition;

/// <summary>A procedure whose result is tested on the spot.</summary>
public sealed record Asked(string Name, Condition? Argument = null) : Condition;
