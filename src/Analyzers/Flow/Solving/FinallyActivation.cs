using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>Where a state comes from, for messages and for what survives the edge.</summary>
/// <param name="Block">The block left.</param>
/// <param name="Trail">The trail of the state in that block.</param>
/// <param name="Decision">1: its condition was true, 2: false, 0: it has none.</param>
/// <param name="Kind">How it was left.</param>
internal readonly record struct Origin(BlockIr? Block, int Trail, int Decision, EdgeKind Kind)
{
    public static readonly Origin None = new(null, -1, 0, EdgeKind.Jump);

    public bool IsIntoFinally { get; init; }

    /// <summary>The call that threw, when control left in the middle of the block.</summary>
    public SyntaxNode? Raised { get; init; }
}

/// <summary>One step of the exploration: a block was left by a decision.</summary>
internal readonly record struct TrailStep(int Block, int Decision, int Previous);

/// <summary>What to do after the finally regions on the way have run.</summary>
internal readonly record struct Continuation(int[] Finallys, int NextFinally, int Target, UnwindStep? Unwind, ITypeSymbol? Thrown, Origin Origin);

/// <summary>One who entered a finally region, and what it wants afterwards.</summary>
internal sealed record Caller(PathState State, Continuation Continuation)
{
    /// <summary>What tells callers apart; where they come from within the block does not.</summary>
    public (StateKey, int, int, UnwindStep?, BlockIr?, EdgeKind) Key
        => (StateKey.Of(State), Continuation.Target, Continuation.NextFinally, Continuation.Unwind, Continuation.Origin.Block, Continuation.Origin.Kind);
}

/// <summary>What tells two states apart.</summary>
internal readonly record struct StateKey(CellRow Cells, Place Place, int Context, FactSet Facts, Confidence Confidence)
{
    public static StateKey Of(in PathState state) => new(state.Cells, state.Place, state.Context, state.Facts, state.Confidence);
}

/// <summary>One run of a finally region, shared by all who enter it in the same state.</summary>
internal sealed class FinallyActivation(FinallyIr region)
{
    private readonly Dictionary<(StateKey, int, int, UnwindStep?, BlockIr?, EdgeKind), int> _knownCallers = new();
    private readonly HashSet<StateKey> _knownExits = new();
    private readonly HashSet<(StateKey, UnwindStep?)> _knownRaised = new();

    public FinallyIr Region { get; } = region;

    public List<Caller> Callers { get; } = new();

    public List<PathState> Exits { get; } = new();

    /// <summary>States in which the region itself raised, with the rest of the way.</summary>
    public List<(PathState State, UnwindStep? Step, ITypeSymbol? Thrown, SyntaxNode? Raised)> Raised { get; } = new();

    public bool Add(Caller caller)
    {
        if (_knownCallers.TryGetValue(caller.Key, out int known))
        {
            PathState state = Callers[known].State;
            state.Sites = state.Sites.Join(caller.State.Sites);
            Callers[known] = Callers[known] with { State = state };
            return false;
        }

        _knownCallers.Add(caller.Key, Callers.Count);
        Callers.Add(caller);
        return true;
    }

    public bool AddExit(in PathState state)
    {
        if (!_knownExits.Add(StateKey.Of(state)))
        {
            return false;
        }

        Exits.Add(state);
        return true;
    }

    public bool AddRaised(in PathState state, UnwindStep? step, ITypeSymbol? thrown, SyntaxNode? raised)
    {
        if (!_knownRaised.Add((StateKey.Of(state) with { Confidence = Confidence.Certain }, step)))
        {
            return false;
        }

        Raised.Add((state, step, thrown, raised));
        return true;
    }
}
