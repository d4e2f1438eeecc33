using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts.Grammar;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Contracts.Binding;

/// <summary>The rows that are bound to a type, as the methods of one compilation.</summary>
internal sealed class TypedRows
{
    private readonly Dictionary<IMethodSymbol, RoutineContract> _methods = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, List<(INamedTypeSymbol Receiver, RoutineContract Contract)>> _inherited = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> _names = [];
    private readonly ContractSet _set;
    private readonly List<ContractFileError> _errors = [];

    public TypedRows(Compilation compilation, ContractSet set)
    {
        _set = set;
        foreach (IGrouping<string, ContractRow> type in set.Typed.GroupBy(static row => row.Contract.TypeName!))
        {
            foreach (INamedTypeSymbol symbol in SymbolNames.Types(compilation, type.Key))
            {
                foreach (ContractRow row in type)
                {
                    Bind(row, symbol);
                }
            }
        }

        CoversLockStatements = _methods.Values.Any(static c => c is { TypeName: "System.Threading.Monitor" or "System.Threading.Lock" });
    }

    public bool IsEmpty => _methods.Count == 0 && _inherited.Count == 0;

    public bool CoversLockStatements { get; }

    /// <summary>What a user's rows promise about methods that do not exist or cannot keep it.</summary>
    public ImmutableArray<ContractFileError> Errors => _errors.ToImmutableArray();

    /// <summary>The names of source identifiers and of methods that may lead to a row.</summary>
    public IEnumerable<string> Names => _names;

    /// <summary>The row of the method, or of a base or interface method it implements.</summary>
    public RoutineContract? Find(IMethodSymbol method)
    {
        foreach (IMethodSymbol declaration in MethodOrigins.Of(method))
        {
            if (_methods.TryGetValue(declaration, out RoutineContract? contract))
            {
                return contract;
            }
        }

        return null;
    }

    /// <summary>The row of an inherited method for a receiver of this type or a type derived from it.</summary>
    public RoutineContract? Find(IMethodSymbol method, ITypeSymbol? receiver)
    {
        if (_inherited.Count == 0 || !_inherited.TryGetValue(method, out List<(INamedTypeSymbol Receiver, RoutineContract Contract)>? rows))
        {
            return null;
        }

        for (ITypeSymbol? type = receiver; type is not null; type = type.BaseType)
        {
            foreach ((INamedTypeSymbol bound, RoutineContract contract) in rows)
            {
                if (SymbolEqualityComparer.Default.Equals(bound, type.OriginalDefinition))
                {
                    return contract;
                }
            }
        }

        return null;
    }

    private void Bind(ContractRow row, INamedTypeSymbol type)
    {
        bool isFound = false;
        for (INamedTypeSymbol? declaring = type; declaring is not null && !isFound; declaring = declaring.BaseType)
        {
            foreach (IMethodSymbol method in Members(declaring, row.Contract.Name))
            {
                if (Matches(row, method))
                {
                    isFound = true;
                    Add(row, method.OriginalDefinition, type, isInherited: !ReferenceEquals(declaring, type));
                }
            }
        }

        if (!isFound)
        {
            Fail(row, $"'{type.ToDisplayString()}' has no method '{row.Key.Substring(row.Contract.TypeName!.Length + 1)}'");
        }
    }

    private void Add(ContractRow row, IMethodSymbol method, INamedTypeSymbol type, bool isInherited)
    {
        if (method.ReturnsVoid && NeedsResult(row.Contract))
        {
            Fail(row, $"'{method.ToDisplayString()}' returns nothing, so that nothing can depend on its result");
            return;
        }

        RoutineContract contract = row.Contract with { Locks = ImmutableArray.CreateRange(row.Contract.Locks, o => Families.Complete(o, method, _set)) };
        if (isInherited)
        {
            if (!_inherited.TryGetValue(method, out List<(INamedTypeSymbol, RoutineContract)>? rows))
            {
                _inherited.Add(method, rows = []);
            }

            rows.Add((type, contract));
        }
        else if (!_methods.ContainsKey(method))
        {
            // The rows of the user come first, and the first row of a method stands.
            _methods.Add(method, contract);
        }

        if (contract.Locks.Count(static o => o.ReturnsGuard) == 1 && GuardTypes.DisposeOf(method.ReturnType) is { } dispose && !_methods.ContainsKey(dispose))
        {
            _methods.Add(dispose, contract.EndOfGuard());
            _names.Add(dispose.Name);
        }

        _names.Add(method.Name);
        _names.Add(method.MethodKind == MethodKind.Constructor ? type.Name : row.Contract.Name);
    }

    private static IEnumerable<IMethodSymbol> Members(INamedTypeSymbol type, string name)
    {
        foreach (ISymbol member in type.GetMembers(name))
        {
            if ((member as IMethodSymbol ?? (member as IPropertySymbol)?.GetMethod) is { } method)
            {
                yield return method;
            }
        }
    }

    private static bool Matches(ContractRow row, IMethodSymbol method)
    {
        if (!row.HasParameters)
        {
            return true;
        }

        ImmutableArray<string> names = row.Contract.Parameters;
        bool isMatch = names.Length == method.Parameters.Length;
        for (int i = 0; isMatch && i < names.Length; i++)
        {
            ITypeSymbol type = method.Parameters[i].Type;
            isMatch = method.Parameters[i].Name == names[i]
                && (row.ParameterTypes[i] is not { } stated || stated == type.Name || stated == type.ToDisplayString());
        }

        return isMatch;
    }

    private static bool NeedsResult(RoutineContract contract) =>
        contract.RegionCondition != EffectCondition.Always || contract.IrqlCondition != EffectCondition.Always
        || contract.IrqlSavedTo.Root == RefRoot.Result
        || contract.Locks.Any(static o => o.Lock.Root == RefRoot.Result || o.Condition is not (EffectCondition.Always or EffectCondition.ArgumentTrue));

    private void Fail(ContractRow row, string message)
    {
        if (!row.IsBuiltIn)
        {
            _errors.Add(new ContractFileError(row.Path, row.Span, message));
        }
    }
}
