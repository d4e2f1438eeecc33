using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>Which functions a delegate-valued place holds.</summary>
internal sealed partial class Names
{
    /// <summary>The function a delegate-valued place stands for on every path.</summary>
    public IMethodSymbol? FunctionOf(Value value)
    {
        for (int i = 0; i < 8; i++)
        {
            switch (value)
            {
                case FunctionValue function:
                    return function.Method;
                case ReadValue read when _functions.TryGetValue(read.Source, out IMethodSymbol? bound):
                    return bound;
                case ReadValue read when _assignments.TryGetValue(read.Source, out List<AssignInstr>? list) && list.Count == 1:
                    value = list[0].Value;
                    continue;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The functions that a variable holds on one path or another, and whether they are all it can hold.</summary>
    public (IReadOnlyCollection<IMethodSymbol> Functions, bool AreAll) FunctionsOf(AccessPath place)
    {
        List<IMethodSymbol> functions = new();
        bool areAll = Collect(place, functions, 0);
        return functions.Count <= MostCandidates ? (functions, areAll) : (Array.Empty<IMethodSymbol>(), false);
    }

    private bool Collect(AccessPath place, List<IMethodSymbol> functions, int depth)
    {
        if (depth > 4 || place.Kind is not (PathKind.Local or PathKind.Capture) || !_assignments.TryGetValue(place, out List<AssignInstr>? list))
        {
            return false;
        }

        bool areAll = true;
        foreach (AssignInstr assign in list)
        {
            switch (assign.Value)
            {
                case NullValue:
                    break;
                case FunctionValue function:
                    if (!functions.Contains(function.Method, SymbolEqualityComparer.Default))
                    {
                        functions.Add(function.Method);
                    }

                    break;
                case ReadValue read:
                    areAll &= Collect(read.Source, functions, depth + 1);
                    break;
                default:
                    areAll = false;
                    break;
            }
        }

        return areAll;
    }
}
