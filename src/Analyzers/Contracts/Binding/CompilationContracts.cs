using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using DdiCompliance.Analyzers.Contracts.Grammar;
using DdiCompliance.Analyzers.Options;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Contracts.Binding;

/// <summary>
/// The contracts of one compilation. Nothing is looked up before it is asked for, and no method twice: a compilation that cannot reach a
/// routine does not even read the tables.
/// </summary>
internal sealed class CompilationContracts : BoundContracts
{
    private readonly Compilation _compilation;
    private readonly bool _mayHaveTypedRows;
    private readonly Lazy<(ContractSet Set, ImmutableArray<ContractFileError> Errors)> _rows;
    private readonly HashSet<string> _ddiTypes;
    private readonly Lazy<AnnotationReader> _annotations;
    private readonly Lazy<TypedRows> _typed;
    private readonly Lazy<HashSet<IAssemblySymbol>> _annotationAssemblies;
    private readonly Lazy<bool> _isReachable;
    private readonly Lazy<KnownNames> _names;
    private readonly ConcurrentDictionary<IMethodSymbol, RoutineContract?> _found = new(SymbolEqualityComparer.Default);
    private readonly Lazy<HashSet<string>> _guarded;
    private readonly ConcurrentDictionary<ISymbol, GuardedMember?> _guards = new(SymbolEqualityComparer.Default);
    private readonly ConditionalWeakTable<RoutineContract, ISymbol> _origins = new();
    private readonly Func<IMethodSymbol, RoutineContract?> _bind;

    public CompilationContracts(Compilation compilation, BindingOptions options, ImmutableArray<ContractFile> files)
    {
        _compilation = compilation;
        _ddiTypes = [.. options.DdiTypes];
        _mayHaveTypedRows = options.UsesDdi || options.UsesDotNet || !files.IsEmpty;
        _rows = new Lazy<(ContractSet, ImmutableArray<ContractFileError>)>(() => ReadRows(options, files));
        _annotations = new Lazy<AnnotationReader>(() => new AnnotationReader(Set, compilation));
        _typed = new Lazy<TypedRows>(() => new TypedRows(compilation, _mayHaveTypedRows ? Set : ContractSet.Empty));
        _annotationAssemblies = new Lazy<HashSet<IAssemblySymbol>>(() => AnnotationNames.Declaring(compilation));
        _isReachable = new Lazy<bool>(DecideReachable);
        _names = new Lazy<KnownNames>(() => new KnownNames(Set, CollectNames()));
        _guarded = new Lazy<HashSet<string>>(CollectGuarded);
        _bind = FindNew;
    }

    private ContractSet Set => _rows.Value.Set;

    public override bool IsReachable => _isReachable.Value;

    public override bool CoversLockStatements => _typed.Value.CoversLockStatements;

    public override bool HasAnnotations => _annotationAssemblies.Value.Count > 0;

    /// <summary>What is wrong in the user's contract files.</summary>
    public ImmutableArray<ContractFileError> FileErrors => _rows.Value.Errors.AddRange(_typed.Value.Errors);

    public AnnotationReader Annotations => _annotations.Value;

    public override KnownNames Names => _names.Value;

    public override RoleContract? FindRole(string name) => Set.FindRole(name);

    public override GuardedMember? GuardOf(ISymbol member) =>
        _guarded.Value.Contains(member.Name) ? _guards.GetOrAdd(member.OriginalDefinition, ReadGuard) : null;

    private GuardedMember? ReadGuard(ISymbol member)
    {
        GuardedMember? guarded = GuardReader.Read(member, _compilation, Set);
        if (guarded is not null)
        {
            _origins.Add(guarded.Read, member);
            _origins.Add(guarded.Write, member);
        }

        return guarded;
    }

    public override string Choices => string.Join(";", _ddiTypes.OrderBy(static t => t, StringComparer.Ordinal)) + (CoversLockStatements ? ";lock" : "") + (HasAnnotations ? ";annotations" : "");

    public override bool IsRow(RoutineContract contract) => Set.Find(contract.Name).Any(row => ReferenceEquals(row.Contract, contract));

    public override ISymbol? OriginOf(RoutineContract contract) => _origins.TryGetValue(contract, out ISymbol? origin) ? origin : null;

    public override ImmutableArray<LockOrderRow> LockOrders =>
        HasAnnotations ? new OrderReader(_compilation).Read() : ImmutableArray<LockOrderRow>.Empty;

    public override LockFamily? FamilyOf(INamedTypeSymbol type) => Set.FamilyOfType(SymbolNames.FullName(type), type.Name);

    public override RoutineContract? Find(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        // An explicit implementation carries the name of its interface: the promise was made for the simple name.
        string name = method.ExplicitInterfaceImplementations.IsEmpty ? method.Name : method.ExplicitInterfaceImplementations[0].Name;
        return MayName(name) ? _found.GetOrAdd(method, _bind) : null;
    }

    private RoutineContract? FindNew(IMethodSymbol method)
    {
        RoutineContract? contract = Bind(method);
        if (contract is not null && !IsRow(contract))
        {
            _origins.GetValue(contract, _ => method);
        }

        return contract;
    }

    public override RoutineContract? Find(IMethodSymbol method, ITypeSymbol? receiver) =>
        _typed.Value.Find((method.ReducedFrom ?? method).OriginalDefinition, receiver) ?? Find(method);

    /// <summary>Whether a source file may import a routine of a kernel module.</summary>
    public bool HasImports => _compilation.SyntaxTrees.Any(static tree => !DeclarationIndex.Of(tree).Imports.IsEmpty);

    /// <summary>The parameter that an import of a routine lacks to have that routine's contract, or null when it lacks none.</summary>
    public string? MissingParameter(IMethodSymbol method, string entryPoint)
    {
        string? missing = null;
        if (Find(method) is null && Set.HasRoutine(entryPoint))
        {
            ParameterMap.Fit(Set.Find(entryPoint), method, byCount: false, out missing);
        }

        return missing;
    }

    private RoutineContract? Bind(IMethodSymbol method)
    {
        if (_typed.Value.Find(method) is { } typed)
        {
            return typed;
        }

        if (Externs.Read(method) is { } import)
        {
            return Fit(import.EntryPoint, method, byCount: false) ?? ReadAnnotations(method);
        }

        if (method is { IsStatic: true, ContainingType: { } type } && Set.HasRoutine(method.Name))
        {
            bool isDdi = SymbolNames.IsDdi(type);
            if (isDdi || (_ddiTypes.Count > 0 && (_ddiTypes.Contains(SymbolNames.FullName(type)) || _ddiTypes.Contains(type.ToDisplayString()))))
            {
                return Fit(method.Name, method, isDdi) ?? ReadAnnotations(method);
            }
        }

        return ReadAnnotations(method);
    }

    private RoutineContract? Fit(string name, IMethodSymbol method, bool byCount) => ParameterMap.Fit(Set.Find(name), method, byCount, out _);

    private RoutineContract? ReadAnnotations(IMethodSymbol method) => HasAnnotations ? Annotations.Read(method) : null;

    private static (ContractSet Set, ImmutableArray<ContractFileError> Errors) ReadRows(BindingOptions options, ImmutableArray<ContractFile> files)
    {
        ContractSet tables = BuiltInTables.Of(options.UsesDdi, options.UsesDotNet);
        return files.IsEmpty ? (tables, ImmutableArray<ContractFileError>.Empty) : CombinedFiles.Of(tables, files);
    }

    // The annotations come with the runtime, and asking for them is cheap: a type by its name is asked of every reference.
    private bool DecideReachable() =>
        HasAnnotations
        || !_compilation.GetTypesByMetadataName("DdiCompliance.Ddi").IsEmpty
        || _ddiTypes.Any(name => !SymbolNames.Types(_compilation, name).IsEmpty)
        || !_typed.Value.IsEmpty
        || _compilation.SyntaxTrees.Any(HasImport);

    private bool HasImport(SyntaxTree tree) =>
        DeclarationIndex.Of(tree).Imports.Any(import => import.EntryPoint is null || Set.HasRoutine(import.EntryPoint));

    /// <summary>The names of the members that a lock guards.</summary>
    private HashSet<string> CollectGuarded() =>
        HasAnnotations ? [.. _compilation.SyntaxTrees.SelectMany(static tree => DeclarationIndex.Of(tree).Guarded)] : [];

    /// <summary>The names that are not those of routines: renamed imports, annotated members, rows of types.</summary>
    private HashSet<string> CollectNames()
    {
        HashSet<string> names = [.. _typed.Value.Names];
        if (CoversLockStatements)
        {
            names.Add(KnownNames.LockStatement);
        }

        foreach (SyntaxTree tree in _compilation.SyntaxTrees)
        {
            DeclarationIndex declarations = DeclarationIndex.Of(tree);
            names.UnionWith(declarations.Imports.Select(static import => import.Method));
            if (HasAnnotations)
            {
                foreach (string name in declarations.Annotated)
                {
                    names.Add(name);
                    names.Add("get_" + name);
                    names.Add("set_" + name);
                }

                names.Add(".ctor");
            }
        }

        names.UnionWith(_guarded.Value);
        if (HasAnnotations)
        {
            AnnotatedReferences.AddNames(_compilation, _annotationAssemblies.Value, names);
        }

        return names;
    }
}
