using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Solving;

internal sealed partial class Exploration
{
    /// <summary>How sure the path is, counting in how sure it is that the finally region it is in was entered this way.</summary>
    public Confidence ConfidenceOf(in PathState state)
    {
        if (state.Context == 0 || state.Confidence == Confidence.OpaqueThrow)
        {
            return state.Confidence;
        }

        foreach (Caller caller in _activations[state.Context].Callers)
        {
            if (ConfidenceOf(caller.State) == Confidence.Certain)
            {
                return Confidence.Certain;
            }
        }

        return Confidence.OpaqueThrow;
    }

    /// <summary>Carries an exception outwards from <paramref name="step"/>.</summary>
    public void Unwind(UnwindStep? step, in PathState state, ITypeSymbol? thrown, in Origin origin)
    {
        for (; step is not null; step = step.Next)
        {
            switch (step)
            {
                case CatchStep handlers:
                    if (Catch(handlers, 0, state, thrown, origin))
                    {
                        return;
                    }

                    break;
                case FinallyStep region:
                    Enter(region.Region, state, new Continuation(Array.Empty<int>(), 0, -1, region.Next, thrown, origin));
                    return;
                case BoundaryStep boundary:
                    LeaveActivationByException(boundary, state, thrown, origin.Raised);
                    return;
            }
        }

        _transfer.Leave(state, origin, state.Confidence == Confidence.OpaqueThrow ? ExitKind.OpaqueThrow : ExitKind.Throw, thrown);
    }

    /// <summary>Offers an exception to the handlers from <paramref name="first"/> on; true when one of them takes it or will pass it on itself.</summary>
    private bool Catch(CatchStep step, int first, in PathState state, ITypeSymbol? thrown, in Origin origin)
    {
        for (int i = first; i < step.Handlers.Count; i++)
        {
            HandlerIr handler = step.Handlers[i];
            bool catchesAll = handler.Type is null || handler.Type.SpecialType == SpecialType.System_Object
                || handler.Type is { Name: "Exception", ContainingNamespace.Name: "System" };
            bool certain = catchesAll || (thrown is not null && Derives(thrown, handler.Type!));
            if (certain || thrown is null || Derives(handler.Type!, thrown))
            {
                Arrive(handler.Entry, state, origin);
            }

            if (certain)
            {
                return true;
            }
        }

        // What an unknown call may throw is taken to be what the handlers are there for.
        return thrown is null && state.Confidence == Confidence.OpaqueThrow && step.Handlers.Count > 0;
    }

    private static bool Derives(ITypeSymbol type, ITypeSymbol from)
    {
        for (ITypeSymbol? one = type; one is not null; one = one.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(one, from))
            {
                return true;
            }
        }

        return false;
    }

    private void Enter(int region, in PathState state, in Continuation continuation)
    {
        FinallyIr finallyRegion = _ir.Finallys[region];
        FactSet seen = state.Facts.Only(finallyRegion.Mentioned);
        (int, CellRow, Place, FactSet) key = (region, state.Cells, state.Place, seen);
        if (!_activationOf.TryGetValue(key, out int number))
        {
            number = _activations.Count;
            _activationOf.Add(key, number);
            _activations.Add(new FinallyActivation(finallyRegion));
        }

        FinallyActivation activation = _activations[number];
        Caller caller = new(state, continuation);
        if (activation.Add(caller))
        {
            foreach (PathState exit in activation.Exits.ToArray())
            {
                Resume(activation, caller, exit);
            }

            foreach ((PathState exit, UnwindStep? step, ITypeSymbol? thrown, SyntaxNode? raised) in activation.Raised.ToArray())
            {
                Unwind(step, Merge(activation, caller, exit), thrown, caller.Continuation.Origin with { Raised = raised });
            }
        }

        PathState inside = state;
        inside.Context = number;
        inside.Facts = seen;
        inside.Confidence = Confidence.Certain;
        Arrive(finallyRegion.Entry, inside, continuation.Origin with { IsIntoFinally = true });
    }

    private void EndActivation(in PathState state)
    {
        FinallyActivation activation = _activations[state.Context];
        if (activation.AddExit(state) || _transfer.IsReporting)
        {
            foreach (Caller caller in activation.Callers.ToArray())
            {
                Resume(activation, caller, state);
            }
        }
    }

    private void LeaveActivationByException(BoundaryStep boundary, in PathState state, ITypeSymbol? thrown, SyntaxNode? raised)
    {
        FinallyActivation activation = _activations[state.Context];
        if (!activation.AddRaised(state, boundary.Next, thrown, raised) && !_transfer.IsReporting)
        {
            return;
        }

        foreach (Caller caller in activation.Callers.ToArray())
        {
            Unwind(boundary.Next, Merge(activation, caller, state), thrown, caller.Continuation.Origin with { Raised = raised });
        }
    }

    private void Resume(FinallyActivation activation, Caller caller, in PathState exit)
        => Continue(caller.Continuation, Merge(activation, caller, exit));

    /// <summary>What the region did, in the world of the one who entered it.</summary>
    private static PathState Merge(FinallyActivation activation, Caller caller, in PathState exit)
    {
        PathState merged = exit;
        merged.Context = caller.State.Context;
        merged.Sites = activation.Region.ChangesHolds ? exit.Sites : caller.State.Sites;
        FactSet passing = caller.State.Facts.Without(activation.Region.Mentioned);
        FactSet own = exit.Facts.Only(activation.Region.Mentioned);
        merged.Facts = new FactSet(passing.Known | own.Known, passing.Value | own.Value);
        merged.Confidence = caller.State.Confidence > exit.Confidence ? caller.State.Confidence : exit.Confidence;
        return merged;
    }
}
