using System.Collections.Immutable;

namespace DdiCompliance.Analyzers.Contracts;

/// <summary>The rows of one or more contract files, looked up by name. Rows of an inner set hide those of the set around it.</summary>
internal sealed class ContractSet
{
    /// <summary>The family of rows and annotations that name none and whose lock has no known type: it never errs on the side of a report.</summary>
    public const string AnyLock = "lock";

    private readonly ContractSet? _outer;
    private readonly Dictionary<string, LockFamily> _families;
    private readonly Dictionary<string, RoleContract>? _roles;
    private readonly Dictionary<string, List<ContractRow>> _byName;
    private readonly Dictionary<string, LockFamily> _familyByType = [];

    public static readonly ContractSet Empty = new(null, [], []);

    public ContractSet(ContractSet? outer, Dictionary<string, LockFamily> families, IEnumerable<ContractRow> rows, Dictionary<string, RoleContract>? roles = null)
    {
        _outer = outer;
        _families = families;
        _roles = roles;
        _byName = [];
        List<ContractRow> typed = [];
        foreach (ContractRow row in rows)
        {
            if (row.Contract.TypeName is not null)
            {
                typed.Add(row);
            }
            else
            {
                if (!_byName.TryGetValue(row.Contract.Name, out List<ContractRow>? same))
                {
                    _byName.Add(row.Contract.Name, same = []);
                }

                same.Add(row);
            }
        }

        OwnTyped = typed.ToImmutableArray();
        Typed = outer is null ? OwnTyped : OwnTyped.AddRange(outer.Typed);
        foreach (LockFamily family in families.Values)
        {
            foreach (string type in family.TypeNames)
            {
                _familyByType[type] = family;
            }
        }
    }

    /// <summary>The rows that are bound to a type, of this set first.</summary>
    public ImmutableArray<ContractRow> Typed { get; }

    /// <summary>The rows that are bound to a type, of this set alone.</summary>
    public ImmutableArray<ContractRow> OwnTyped { get; }

    /// <summary>All rows that are bound by name alone, of this set and the sets around it.</summary>
    public IEnumerable<ContractRow> Rows =>
        _byName.Values.SelectMany(static rows => rows).Concat(_outer?.Rows.Where(row => !_byName.ContainsKey(row.Contract.Name)) ?? []);

    public IEnumerable<LockFamily> Families => _families.Values.Concat(_outer?.Families ?? []);

    /// <summary>Whether a routine of this name has a row that is bound by name alone.</summary>
    public bool HasRoutine(string name) => _byName.ContainsKey(name) || (_outer is not null && _outer.HasRoutine(name));

    /// <summary>The rows of a routine: more than one when it has overloads.</summary>
    public IReadOnlyList<ContractRow> Find(string name) =>
        _byName.TryGetValue(name, out List<ContractRow>? rows) ? rows : _outer?.Find(name) ?? [];

    public LockFamily? FindFamily(string name) => _families.TryGetValue(name, out LockFamily? family) ? family : _outer?.FindFamily(name);

    /// <summary>The role of a name, as <c>[DriverRole]</c> gives it.</summary>
    public RoleContract? FindRole(string name) => _roles is not null && _roles.TryGetValue(name, out RoleContract? role) ? role : _outer?.FindRole(name);

    /// <summary>The family whose locks are instances of a type, by its full or simple name.</summary>
    public LockFamily? FamilyOfType(string fullName, string simpleName) =>
        _familyByType.TryGetValue(fullName, out LockFamily? family) || _familyByType.TryGetValue(simpleName, out family)
            ? family
            : _outer?.FamilyOfType(fullName, simpleName);
}
