using System.Collections.Immutable;

namespace DdiCompliance.Differential.Tests.Programs;

/// <summary>Where a piece of a program stands, as far as writing correct code needs it.</summary>
/// <param name="Depth">How much deeper pieces may nest.</param>
/// <param name="ApcsOff">Whether normal kernel APCs are off.</param>
/// <param name="Taken">The locks that are spoken for.</param>
/// <param name="Unwind">What must be undone before leaving, outermost first; what a <c>finally</c> undoes is not in it.</param>
/// <param name="MayReturn">Whether a <c>return</c> is allowed here.</param>
/// <param name="MayThrow">Whether an exception does no harm: everything is undone by a <c>finally</c>, or nothing is to be undone.</param>
/// <param name="Loop">The number of undo steps outside the innermost loop, or -1.</param>
/// <param name="Locals">Boolean locals that tell something here.</param>
/// <param name="InProcedure">Whether this is a procedure: its input is one flag, and no number.</param>
public sealed record Scope(
    int Depth, bool ApcsOff, ImmutableHashSet<(Thing, int)> Taken, ImmutableList<Statement> Unwind, bool MayReturn, bool MayThrow, int Loop, ImmutableList<string> Locals, bool InProcedure)
{
    /// <summary>The beginning of a program.</summary>
    public static Scope Start(int depth) => new(depth, false, [], [], true, true, -1, [], false);

    /// <summary>The beginning of a procedure called here.</summary>
    public Scope Procedure => this with { Depth = Depth - 1, Unwind = [], MayReturn = true, Loop = -1, Locals = [], InProcedure = true };

    /// <summary>One level deeper.</summary>
    public Scope Deeper => this with { Depth = Depth - 1 };

    /// <summary>Behind an acquire that a statement undoes.</summary>
    public Scope Undone(params Statement[] undo) => this with { Unwind = Unwind.AddRange(undo), MayThrow = false };

    /// <summary>With a lock spoken for.</summary>
    public Scope Taking(Use use) => this with { Taken = Taken.Add((use.Routine.Thing, use.Lock)), ApcsOff = ApcsOff || use.Routine.Family != Family.Plain };

    /// <summary>Inside a <c>try</c> whose <c>finally</c> undoes what is to be undone.</summary>
    // What is undone outside would be undone before the finally runs.
    public Scope Protected(bool mayThrow) => this with { MayThrow = mayThrow, MayReturn = MayReturn && Unwind.IsEmpty, Loop = Unwind.Count == Loop ? Loop : -1 };

    /// <summary>What undoes everything.</summary>
    public IEnumerable<Statement> UndoAll() => Unwind.Reverse().Select(static statement => statement.Copy());

    /// <summary>What undoes what the innermost loop's body did.</summary>
    public IEnumerable<Statement> UndoRound() => Unwind.Skip(Loop).Reverse().Select(static statement => statement.Copy());
}
