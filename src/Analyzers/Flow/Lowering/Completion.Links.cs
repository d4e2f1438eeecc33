using System.Collections.Immutable;
using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>Which bodies a call may run, with the functions its delegates stand for.</summary>
internal sealed partial class Completion
{
    private void Link(CallInstr call)
    {
        if (call.InvokedDelegate is { } place)
        {
            if (_names.FunctionOf(new ReadValue(place)) is not { } function)
            {
                LinkChoices(call, place);
            }
            else if (IsFollowed(function))
            {
                call.Activations.Add(new Activation(function));
            }

            return;
        }

        foreach (IMethodSymbol target in call.Targets)
        {
            ImmutableArray<(int, IMethodSymbol)>.Builder functions = ImmutableArray.CreateBuilder<(int, IMethodSymbol)>();
            for (int i = 0; i < call.Arguments.Length && i < target.Parameters.Length; i++)
            {
                if (target.Parameters[i].Type.TypeKind == TypeKind.Delegate
                    && _names.FunctionOf(call.Arguments[i]) is { } function
                    && IsFollowed(function))
                {
                    functions.Add((i, function));
                }
            }

            call.Activations.Add(new Activation(target, functions.ToImmutable()));
        }
    }

    /// <summary>What a function does to locks, and that it throws, happens where it is called.</summary>
    private bool IsFollowed(IMethodSymbol function) => _calls.MayHaveEffect(function) || _calls.Raises(function);

    /// <summary>The delegate holds one of several functions, or null: which one, the path knows.</summary>
    private void LinkChoices(CallInstr call, AccessPath place)
    {
        (IReadOnlyCollection<IMethodSymbol> functions, bool areAll) = _names.FunctionsOf(place);
        call.HasOtherChoices = !areAll;
        if (!functions.Any(_calls.MayHaveEffect))
        {
            return;
        }

        foreach (IMethodSymbol function in functions)
        {
            int activation = -1;
            if (_calls.MayHaveEffect(function))
            {
                activation = call.Activations.Count;
                call.Activations.Add(new Activation(function));
            }

            call.Choices.Add((Condition.OfFact(new Fact(_names.ResolveSubject(place), Test.Is(new FunctionValue(function).Place))), activation));
        }
    }
}
