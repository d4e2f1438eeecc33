using System.Collections.Immutable;

namespace DdiCompliance.Analyzers.Contracts.Grammar;

/// <summary>Gives every alias the contract of the routine it stands for, and lets it release what that routine releases.</summary>
internal sealed class Aliases(Dictionary<string, ContractRow> rows, ContractSet? outer)
{
    public IEnumerable<ContractRow> Resolve(IEnumerable<string> order)
    {
        ILookup<string, string> aliases = rows.Values
            .Where(static row => row.Contract.AliasOf is not null)
            .ToLookup(static row => row.Contract.AliasOf!, static row => row.Contract.Name);
        foreach (string key in order)
        {
            if (!rows.TryGetValue(key, out ContractRow? row))
            {
                continue;
            }

            if (row.Contract.AliasOf is { } original)
            {
                if (Find(original) is not { } target)
                {
                    continue;
                }

                row = row with { Contract = Stand(row.Contract, target.Contract) };
            }

            yield return row with { Contract = row.Contract with { Locks = ImmutableArray.CreateRange(row.Contract.Locks, o => Extend(o, aliases)) } };
        }
    }

    private ContractRow? Find(string name) =>
        rows.Values.FirstOrDefault(row => row.Contract.Name == name && row.Contract.TypeName is null && row.Contract.AliasOf is null)
        ?? outer?.Find(name).FirstOrDefault();

    private static RoutineContract Stand(RoutineContract alias, RoutineContract original) => original with
    {
        Name = alias.Name,
        TypeName = alias.TypeName,
        Parameters = alias.Parameters.IsDefault ? original.Parameters : alias.Parameters,
        AliasOf = alias.AliasOf,
        Origins = alias.Origins,
        Source = alias.Source ?? original.Source,
    };

    private static LockOperation Extend(LockOperation operation, ILookup<string, string> aliases)
    {
        string[] more = [.. operation.ReleasedBy.SelectMany(name => aliases[name])];
        return more.Length == 0 ? operation : operation with { ReleasedBy = operation.ReleasedBy.AddRange(more) };
    }
}
