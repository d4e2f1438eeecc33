using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.Analyzers.Contracts.Grammar;

/// <summary>One contract file: its path (the name of a built-in table) and its rows as written.</summary>
internal sealed record ContractFile(string Path, FileSyntax Syntax);

/// <summary>Something wrong in a contract file.</summary>
internal readonly record struct ContractFileError(string Path, TextSpan Span, string Message);

/// <summary>
/// Turns parsed files into one set: families first, then rows, then what refers to rows (aliases, shared clauses, routine names). A
/// wrong row is an error and is left out; all others stand.
/// </summary>
internal sealed class ContractFiles
{
    private readonly ContractSet? _outer;
    private readonly Dictionary<string, LockFamily> _families = [];
    private readonly Dictionary<string, LockFamily> _visibleFamilies;
    private readonly Dictionary<string, RoleContract> _roles = [];
    private readonly Dictionary<string, ContractRow> _rows = [];
    private readonly Dictionary<string, List<string>> _keysByName = [];
    private readonly List<string> _order = [];
    private readonly List<ContractFileError> _errors = [];

    private ContractFiles(ContractSet? outer)
    {
        _outer = outer;
        _visibleFamilies = outer?.Families.ToDictionary(static family => family.Name) ?? [];
    }

    /// <summary>The set of the files inside <paramref name="outer"/>, and everything that is wrong in them.</summary>
    public static (ContractSet Set, ImmutableArray<ContractFileError> Errors) Combine(ContractSet? outer, IReadOnlyList<ContractFile> files)
    {
        ContractFiles reader = new(outer);
        foreach (ContractFile file in files)
        {
            reader._errors.AddRange(file.Syntax.Errors.Select(error => new ContractFileError(file.Path, error.Span, error.Message)));
            reader.Each(file, RowKind.Family, reader.AddFamily);
        }

        foreach (ContractFile file in files)
        {
            reader.Each(file, RowKind.Role, reader.AddRole);
            reader.Each(file, RowKind.Routine, reader.AddRow);
        }

        foreach (ContractFile file in files)
        {
            reader.Each(file, RowKind.Each, reader.ShareClauses);
            reader.Each(file, RowKind.Routine, reader.CheckNames);
        }

        ContractSet set = new(outer, reader._families, new Aliases(reader._rows, outer).Resolve(reader._order), reader._roles);
        return (set, reader._errors.ToImmutableArray());
    }

    private void Each(ContractFile file, RowKind kind, Action<ContractFile, RowSyntax, ImmutableArray<ContractError>.Builder> act)
    {
        ImmutableArray<ContractError>.Builder errors = ImmutableArray.CreateBuilder<ContractError>();
        foreach (RowSyntax row in file.Syntax.Rows)
        {
            if (row.Kind == kind)
            {
                act(file, row, errors);
            }
        }

        _errors.AddRange(errors.Select(error => new ContractFileError(file.Path, error.Span, error.Message)));
    }

    private void AddFamily(ContractFile file, RowSyntax row, ImmutableArray<ContractError>.Builder errors)
    {
        if (_visibleFamilies.ContainsKey(row.Name.Text))
        {
            errors.Add(new ContractError(row.Name.Span, $"the family '{row.Name.Text}' is already declared"));
        }
        else if (new FamilyReader(errors).Read(row) is { } family)
        {
            _families.Add(family.Name, family);
            _visibleFamilies.Add(family.Name, family);
        }
    }

    private void AddRole(ContractFile file, RowSyntax row, ImmutableArray<ContractError>.Builder errors)
    {
        if (_roles.ContainsKey(row.Name.Text) || _outer?.FindRole(row.Name.Text) is not null)
        {
            errors.Add(new ContractError(row.Name.Span, $"the role '{row.Name.Text}' is already declared"));
        }
        else if (new RoleReader(_visibleFamilies, errors).Read(row) is { } role)
        {
            _roles.Add(role.Name, role);
        }
    }

    private void AddRow(ContractFile file, RowSyntax syntax, ImmutableArray<ContractError>.Builder errors)
    {
        if (RoutineReader.Read(syntax, _visibleFamilies, errors) is not { } contract)
        {
            return;
        }

        ImmutableArray<string?> types = syntax.Parameters.IsDefault ? default : ImmutableArray.CreateRange(syntax.Parameters, static p => p.Type?.Text);
        ContractRow row = new()
        {
            Key = ContractRow.KeyOf(contract, types),
            Contract = contract,
            Span = syntax.Name.Span,
            Path = file.Path,
            IsBuiltIn = _outer is null,
            ParameterTypes = types,
        };
        if (_rows.ContainsKey(row.Key))
        {
            errors.Add(new ContractError(row.Span, $"'{row.Key}' already has a row"));
            return;
        }

        Put(row);
    }

    private void ShareClauses(ContractFile file, RowSyntax syntax, ImmutableArray<ContractError>.Builder errors)
    {
        if (RoutineReader.Read(syntax, _visibleFamilies, errors) is not { } shared)
        {
            return;
        }

        foreach (Token name in syntax.Names)
        {
            List<ContractRow> rows = [.. Own(name.Text).Where(static row => row.Contract.TypeName is null)];
            if (rows.Count == 0)
            {
                rows.AddRange(_outer?.Find(name.Text) ?? []);
            }

            if (rows.Count == 0)
            {
                rows.Add(NewRow(name, file));
            }

            foreach (ContractRow row in rows)
            {
                Put(row with { Contract = Share(row.Contract, shared, name, errors) });
            }
        }
    }

    private ContractRow NewRow(Token name, ContractFile file) => new()
    {
        Key = name.Text,
        Contract = new RoutineContract { Name = name.Text },
        Span = name.Span,
        Path = file.Path,
        IsBuiltIn = _outer is null,
    };

    private static RoutineContract Share(RoutineContract row, RoutineContract shared, Token name, ImmutableArray<ContractError>.Builder errors)
    {
        bool sharesIrql = shared.IrqlMin != 0 || shared.IrqlMax != byte.MaxValue;
        if ((sharesIrql && (row.IrqlMin != 0 || row.IrqlMax != byte.MaxValue) && (row.IrqlMin, row.IrqlMax) != (shared.IrqlMin, shared.IrqlMax))
            || (shared.Apc != ApcRequirement.None && row.Apc != ApcRequirement.None && row.Apc != shared.Apc))
        {
            errors.Add(new ContractError(name.Span, $"the row of '{name.Text}' states another irql or requirement"));
            return row;
        }

        return row with
        {
            Origins = row.Origins.Union(shared.Origins).ToImmutableArray(),
            Apc = shared.Apc == ApcRequirement.None ? row.Apc : shared.Apc,
            IrqlMin = sharesIrql ? shared.IrqlMin : row.IrqlMin,
            IrqlMax = sharesIrql ? shared.IrqlMax : row.IrqlMax,
            Blocks = row.Blocks || shared.Blocks,
            NeverReturns = row.NeverReturns || shared.NeverReturns,
            Raises = row.Raises ?? shared.Raises,
            Source = row.Source ?? shared.Source,
        };
    }

    private void Put(ContractRow row)
    {
        if (!_rows.ContainsKey(row.Key))
        {
            _order.Add(row.Key);
            if (!_keysByName.TryGetValue(row.Contract.Name, out List<string>? keys))
            {
                _keysByName.Add(row.Contract.Name, keys = []);
            }

            keys.Add(row.Key);
        }

        _rows[row.Key] = row;
    }

    /// <summary>The rows of these files for a routine name, whatever their type.</summary>
    private IEnumerable<ContractRow> Own(string name) => _keysByName.TryGetValue(name, out List<string>? keys) ? keys.Select(key => _rows[key]) : [];

    /// <summary>A row that names a routine without a row is left out: it would be right about everything but that.</summary>
    private void CheckNames(ContractFile file, RowSyntax row, ImmutableArray<ContractError>.Builder errors)
    {
        string name = RoutineReader.Split(row.Name.Text).Name;
        ContractRow? own = Own(name).FirstOrDefault(other => other.Span == row.Name.Span && other.Path == file.Path);
        if (own is null)
        {
            return;
        }

        int before = errors.Count;
        FindUnknownNames(row, errors);
        if (errors.Count > before)
        {
            _rows.Remove(own.Key);
            _keysByName[name].Remove(own.Key);
        }
    }

    private void FindUnknownNames(RowSyntax row, ImmutableArray<ContractError>.Builder errors)
    {
        foreach (Clause clause in row.Clauses)
        {
            if (clause.Word.Text is not ("released-by" or "combined" or "wrapper" or "alias-of"))
            {
                continue;
            }

            foreach (Argument argument in clause.Arguments)
            {
                string name = argument.First.Text;
                if (!_keysByName.ContainsKey(name) && !IsOuter(name))
                {
                    errors.Add(new ContractError(argument.First.Span, $"no row describes a routine '{name}'"));
                }
                else if (clause.Word.Text == "alias-of" && !Own(name).Concat(_outer?.Find(name) ?? []).Any(static other => other.Contract.AliasOf is null))
                {
                    errors.Add(new ContractError(argument.First.Span, $"'{name}' is an alias itself"));
                }
            }
        }
    }

    private bool IsOuter(string name) => _outer is not null && (_outer.HasRoutine(name) || _outer.Typed.Any(row => row.Contract.Name == name));
}
