using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.Analyzers.Contracts;

/// <summary>A contract as a row of a file gives it, before it is bound to a method.</summary>
internal sealed record ContractRow
{
    public required RoutineContract Contract { get; init; }

    /// <summary>The row's name in its file.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>The path of the file, or the name of the built-in table.</summary>
    public required string Path { get; init; }

    public bool IsBuiltIn { get; init; }

    /// <summary>The parameter types the row states, null where it states none; default without a parameter list.</summary>
    public ImmutableArray<string?> ParameterTypes { get; init; }

    public bool HasParameters => !Contract.Parameters.IsDefault;

    /// <summary>What two rows may not share: type, name and parameter list.</summary>
    public required string Key { get; init; }

    public static string KeyOf(RoutineContract contract, ImmutableArray<string?> types)
    {
        string name = contract.TypeName is null ? contract.Name : $"{contract.TypeName}.{contract.Name}";
        return contract.Parameters.IsDefault ? name : $"{name}({string.Join(",", contract.Parameters.Select((parameter, i) => types[i] ?? parameter))})";
    }
}
