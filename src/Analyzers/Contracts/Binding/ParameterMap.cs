using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Contracts.Binding;

/// <summary>
/// Fits a row to a method whose parameter list is not exactly the row's: another binding may rename, add or leave out parameters. A
/// parameter is found by name, else by position; a row that needs a parameter the method does not have does not fit.
/// </summary>
internal static class ParameterMap
{
    /// <summary>
    /// The best fitting row as the contract of <paramref name="method"/>, or null and the parameter that is missing. In a class of ours
    /// (<paramref name="byCount"/>) parameters of another number are convenience overloads: they fit only by name.
    /// </summary>
    public static RoutineContract? Fit(IReadOnlyList<ContractRow> rows, IMethodSymbol method, bool byCount, out string? missing)
    {
        missing = null;
        foreach (ContractRow row in rows.OrderByDescending(row => Likeness(row, method)))
        {
            if (Fit(row.Contract, method, byCount, out missing) is { } contract)
            {
                return contract;
            }
        }

        return null;
    }

    /// <summary>How well the parameter lists match: the same number counts most, then every name in its place.</summary>
    private static int Likeness(ContractRow row, IMethodSymbol method)
    {
        if (!row.HasParameters)
        {
            return 0;
        }

        ImmutableArray<string> names = row.Contract.Parameters;
        int score = names.Length == method.Parameters.Length ? 1000 : 0;
        for (int i = 0; i < names.Length && i < method.Parameters.Length; i++)
        {
            score += names[i] == method.Parameters[i].Name ? 1 : 0;
        }

        return score;
    }

    private static RoutineContract? Fit(RoutineContract row, IMethodSymbol method, bool byCount, out string? missing)
    {
        missing = null;
        if (row.Parameters.IsDefault || IsSame(row.Parameters, method.Parameters))
        {
            return row;
        }

        bool allowsPosition = !byCount || row.Parameters.Length == method.Parameters.Length;
        int[] map = new int[row.Parameters.Length];
        for (int i = 0; i < map.Length; i++)
        {
            map[i] = IndexOf(method, row.Parameters[i]);
            if (map[i] < 0 && allowsPosition && i < method.Parameters.Length && !row.Parameters.Contains(method.Parameters[i].Name))
            {
                map[i] = i;
            }
        }

        string? lost = null;
        RoutineContract contract = row.MapPlaces(Map) with { Parameters = ImmutableArray.CreateRange(method.Parameters, static p => p.Name) };
        missing = lost;
        return lost is null ? contract : null;

        ContractRef Map(ContractRef place)
        {
            if (place.Root != RefRoot.Argument)
            {
                return place;
            }

            lost ??= map[place.Index] < 0 ? row.Parameters[place.Index] : null;
            return place with { Index = map[place.Index] };
        }
    }

    private static bool IsSame(ImmutableArray<string> names, ImmutableArray<IParameterSymbol> parameters)
    {
        bool isSame = names.Length == parameters.Length;
        for (int i = 0; isSame && i < names.Length; i++)
        {
            isSame = names[i] == parameters[i].Name;
        }

        return isSame;
    }

    private static int IndexOf(IMethodSymbol method, string name)
    {
        for (int i = 0; i < method.Parameters.Length; i++)
        {
            if (string.Equals(method.Parameters[i].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The contract with every place replaced.</summary>
    private static RoutineContract MapPlaces(this RoutineContract contract, Func<ContractRef, ContractRef> map) => contract with
    {
        IrqlArgument = map(contract.IrqlArgument),
        IrqlSavedTo = map(contract.IrqlSavedTo),
        WaitingTimeout = map(contract.WaitingTimeout),
        Runs = ImmutableArray.CreateRange(contract.Runs, run => (map(run.Routine), run.Role)),
        Locks = ImmutableArray.CreateRange(contract.Locks, operation => operation with
        {
            Lock = map(operation.Lock),
            ConditionArgument = map(operation.ConditionArgument),
            WaitArgument = map(operation.WaitArgument),
            Owner = map(operation.Owner),
        }),
    };
}
