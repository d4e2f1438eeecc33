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
    public bool SameAs(Caller other)
        => State.SameProperties(other.State) && State.Facts == other.State.Facts && State.Confidence == other.State.Confidence
            && Continuation.Target == other.Continuation.Target
            && Continuation.NextFinally == other.Continuation.NextFinally
            && ReferenceEquals(Continuation.Unwind, other.Continuation.Unwind)
            && ReferenceEquals(Continuation.Origin.Block, other.Continuation.Origin.Block)
            && Continuation.Origin.Kind == other.Continuation.Origin.Kind;
}

/// <summary>One run of a finally region, shared by all who enter it in the same state.</summary>
internal sealed class FinallyActivation(FinallyIr region)
{
    public FinallyIr Region { get; } = region;

    public List<Caller> Callers { get; } = new();

    public List<PathState> Exits { get; } = new();

    /// <summary>States in which the region itself raised, with the rest of the way.</summary>
    public List<(PathState State, UnwindStep? Step, ITypeSymbol? Thrown, SyntaxNode? Raised)> Raised { get; } = new();

    public bool Add(Caller caller)
    {
        foreach (Caller known in Callers)
        {
            if (known.SameAs(caller))
            {
                return false;
            }
        }

        Callers.Add(caller);
        return true;
    }

    public bool AddExit(in PathState state)
    {
        foreach (PathState known in Exits)
        {
            if (known.SameProperties(state) && known.Facts == state.Facts && known.Confidence == state.Confidence)
            {
                return false;
            }
        }

        Exits.Add(state);
        return true;
    }

    public bool AddRaised(in PathState state, UnwindStep? step, ITypeSymbol? thrown, SyntaxNode? raised)
    {
        foreach ((PathState known, UnwindStep? next, _, _) in Raised)
        {
            if (known.SameProperties(state) && known.Facts == state.Facts && ReferenceEquals(next, step))
            {
                return false;
            }
        }

        Raised.Add((state, step, thrown, raised));
        return true;
    }
}
