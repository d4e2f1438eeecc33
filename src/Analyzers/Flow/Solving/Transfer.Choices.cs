using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.States;

namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>Calls of a delegate that holds one of several functions.</summary>
internal sealed partial class Transfer
{
    /// <summary>One of several functions runs: the one that the path has stored. A path that does not know which knows nothing afterwards.</summary>
    private void ApplyChoice(CallInstr call, in PathState state, List<PathState> output)
    {
        bool isOpen = false;
        foreach ((Condition isThis, int activation) in call.Choices)
        {
            bool? runs = isThis.Evaluate(state.Facts);
            if (runs == true && activation >= 0)
            {
                ApplyBinding(call, call.Bindings[activation], state, output);
                return;
            }

            if (runs == true)
            {
                RaiseOpaque(call.Syntax, state);
                output.Add(state);
                return;
            }

            isOpen |= runs is null;
        }

        if (isOpen)
        {
            output.Add(Forget(state));
        }
        else if (call.HasOtherChoices)
        {
            RaiseOpaque(call.Syntax, state);
            output.Add(state);
        }
    }
}
