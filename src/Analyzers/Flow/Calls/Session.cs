using System.Collections.Concurrent;
using System.Collections.Immutable;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Flow.Lowering;
using DdiCompliance.Analyzers.Flow.Order;
using DdiCompliance.Analyzers.Flow.Summaries;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>One compilation's view of its methods: which may have an effect, who calls them, and what they do. Safe for concurrent use.</summary>
internal sealed class Session(Compilation compilation, BoundContracts contracts, SessionOptions options, CancellationToken cancellation) : ICallResolution
{
    private readonly Lazy<NameClosure> _closure = new(() => new NameClosure(compilation, contracts.Names, cancellation));
    private readonly ConcurrentDictionary<IMethodSymbol, Func<ControlFlowGraph>> _nested = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, AccessPath?> _standsFor = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _neverReturns = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, INamedTypeSymbol?> _returned = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _mayThrow = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _raises = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _mayHaveEffect = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<Activation, Summary> _summaries = new();
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly Lazy<PassedOn> _passedOn = new(() => new PassedOn(compilation, cancellation));
    private EntryRoles? _roles;
    private Miniports? _miniports;
    private GuardTypes? _guards;
    private Overrides? _overrides;
    private SummaryMemory? _memory;
    private Effects? _effects;

    public BoundContracts Contracts => contracts;

    public bool IsStrict => options.IsStrict;

    /// <summary>Whether a file says that it belongs to a physical Storport miniport.</summary>
    public bool IsMiniport(SyntaxTree tree) => options.IsMiniport(tree);

    public NameClosure Closure => _closure.Value;

    public NameUses Uses { get; } = new();

    public Compilation Compilation => compilation;

    public CancellationToken Cancellation => cancellation;

    /// <summary>The model of a file, the same one each time: what it has bound it need not bind again.</summary>
    public SemanticModel ModelOf(SyntaxTree tree) => _models.TryGetValue(tree, out SemanticModel? model) ? model : _models.GetOrAdd(tree, compilation.GetSemanticModel(tree));

    /// <summary>Which locks are waited for under which.</summary>
    public OrderBook Order { get; } = new(contracts);

    /// <summary>What earlier compilations left, and this one leaves.</summary>
    public SummaryMemory Memory => _memory ?? Interlocked.CompareExchange(ref _memory, new SummaryMemory(this), null) ?? _memory;

    /// <summary>Which bodies lead to a routine.</summary>
    public Effects Effects => _effects ?? Interlocked.CompareExchange(ref _effects, new Effects(this), null) ?? _effects;

    public bool IsGuard(ITypeSymbol? type) => Guards.IsGuard(type);

    public bool HasEffects(ITypeSymbol type) => Guards.HasEffects(type);

    private Overrides Overrides => _overrides ?? Interlocked.CompareExchange(ref _overrides, new Overrides(this), null) ?? _overrides;

    private GuardTypes Guards => _guards ?? Interlocked.CompareExchange(ref _guards, new GuardTypes(this), null) ?? _guards;

    /// <summary>The rules of Storport miniports.</summary>
    public Miniports Miniports => _miniports ?? Interlocked.CompareExchange(ref _miniports, new Miniports(this), null) ?? _miniports;

    /// <summary>The roles in which the system calls the method.</summary>
    public ImmutableArray<RoleContract> RolesOf(IMethodSymbol method)
        => (_roles ?? Interlocked.CompareExchange(ref _roles, new EntryRoles(this), null) ?? _roles).Of(method);

    public ImmutableArray<IMethodSymbol> Bodies(IMethodSymbol method, bool isVirtual, bool evenIfIrrelevant = false)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        method = method.PartialImplementationPart ?? method; // Calls name the part without a body.
        if (method.DeclaringSyntaxReferences.IsEmpty && !(isVirtual && method is { ContainingType.TypeKind: TypeKind.Interface, Name: "Dispose" or "DisposeAsync" }))
        {
            // An interface from elsewhere is mostly implemented elsewhere; only guards are used through one. Implicitly declared members and those of other assemblies have no body here.
            return ImmutableArray<IMethodSymbol>.Empty;
        }

        if (!isVirtual || !(method.IsVirtual || method.IsAbstract || method.IsOverride))
        {
            return Has(method) ? ImmutableArray.Create(method) : ImmutableArray<IMethodSymbol>.Empty;
        }

        ImmutableArray<IMethodSymbol> all = Overrides.Of(method);
        return all.Any(Has) ? all.Where(m => Calls.Bodies.DeclarationOf(m, cancellation) is not null).ToImmutableArray() : ImmutableArray<IMethodSymbol>.Empty;

        bool Has(IMethodSymbol candidate)
            => Calls.Bodies.DeclarationOf(candidate, cancellation) is not null && (evenIfIrrelevant || MayHaveEffect(candidate));
    }

    public bool MayHaveEffect(IMethodSymbol method) => _mayHaveEffect.GetOrAdd(method.OriginalDefinition, m =>
        contracts.Find(m) is not null || HasDuty(m) || (Calls.Bodies.DeclarationOf(m, cancellation) is { } declaration && (options.IsForced || Closure.Reaches(declaration)
            || (m.MethodKind is MethodKind.LambdaMethod or MethodKind.AnonymousFunction or MethodKind.LocalFunction && LocalFunctionNames.Reach(declaration, Closure)))));

    /// <summary>Whether the system calls the method with a lock that it has to give back: a body that does nothing about it is wrong.</summary>
    private bool HasDuty(IMethodSymbol method)
        => contracts.HasAnnotations && method.DeclaringSyntaxReferences is { Length: 1 } declarations
            && declarations[0].GetSyntax(cancellation) is MethodDeclarationSyntax { AttributeLists.Count: > 0 }
            && RolesOf(method).Any(r => !r.Holds.IsEmpty);

    public AccessPath? StandsFor(IMethodSymbol method) => _standsFor.GetOrAdd(method.OriginalDefinition, FindPlace);

    public bool NeverReturns(IMethodSymbol method) => _neverReturns.GetOrAdd(method.OriginalDefinition, m =>
        contracts.Find(m)?.NeverReturns == true
        || EndsProcess(m)
        || DoesNotReturn(m)
        || (!m.IsAsync && Calls.Bodies.DeclarationOf(m, cancellation) is { } declaration && Calls.Bodies.AlwaysThrows(declaration)));

    public ITypeSymbol? ThrownBy(IMethodSymbol method)
        => contracts.Find(method)?.Raises is { } raised ? compilation.GetTypeByMetadataName(raised)
            : Calls.Bodies.DeclarationOf(method.OriginalDefinition, cancellation) is { } declaration && Calls.Bodies.ThrownAtEnd(declaration) is { } thrown
            ? ModelOf(declaration.SyntaxTree).GetTypeInfo(thrown, cancellation).Type
            : null;

    public INamedTypeSymbol? TypeReturnedBy(IMethodSymbol method) => _returned.GetOrAdd(method.OriginalDefinition, m => FindReturned(m, 0));

    /// <summary>Methods that pass on what another one returns, in a row: overloads, mostly.</summary>
    private const int MostPassedOn = 4;

    private INamedTypeSymbol? FindReturned(IMethodSymbol method, int depth)
    {
        if (depth == MostPassedOn || method.ReturnType.TypeKind is not (TypeKind.Interface or TypeKind.Class) || method.IsVirtual || method.IsAbstract || method.IsOverride
            || method.IsAsync || Calls.Bodies.DeclarationOf(method, cancellation) is not { } declaration)
        {
            return null;
        }

        SemanticModel model = ModelOf(declaration.SyntaxTree);
        List<ITypeSymbol?> types = Calls.Bodies.ReturnedBy(declaration)
            .Select(TypeOf)
            .Distinct<ITypeSymbol?>(SymbolEqualityComparer.Default)
            .ToList();
        return types.Count == 1 ? types[0] as INamedTypeSymbol : null;

        ITypeSymbol? TypeOf(ExpressionSyntax? returned) => returned switch
        {
            BaseObjectCreationExpressionSyntax => model.GetTypeInfo(returned, cancellation).Type,
            InvocationExpressionSyntax when model.GetSymbolInfo(returned, cancellation).Symbol is IMethodSymbol called => FindReturned(called.OriginalDefinition, depth + 1),
            _ => null,
        };
    }

    public bool MayThrow(IMethodSymbol method) => _mayThrow.GetOrAdd(method.OriginalDefinition, m =>
        m.IsAbstract || m.IsVirtual || m.IsExtern || Calls.Bodies.DeclarationOf(m, cancellation) is not { } declaration || Closure.MayThrow(declaration));

    public bool LetsGo(IMethodSymbol method, int ordinal) => _passedOn.Value.LetsGo(method, ordinal);

    public bool Raises(IMethodSymbol method) => _raises.GetOrAdd(method.OriginalDefinition, m =>
        m.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.LambdaMethod or MethodKind.AnonymousFunction
        && m is { IsVirtual: false, IsAbstract: false, IsOverride: false, IsAsync: false }
        && Calls.Bodies.DeclarationOf(m, cancellation) is { } declaration && Closure.Raises(declaration));

    public bool EndsProcess(IMethodSymbol method)
        => (DoesNotReturn(method) && contracts.Find(method) is null && !(Calls.Bodies.DeclarationOf(method, cancellation) is { } body && Calls.Bodies.AlwaysThrows(body)))
            || (method is { Name: "FailFast" or "Exit", ContainingType: { Name: "Environment", ContainingNamespace.Name: "System" } })
            || (method.Name is "KeBugCheck" or "KeBugCheckEx" && contracts.Find(method)?.NeverReturns == true);

    private static bool DoesNotReturn(IMethodSymbol method) => method.GetAttributes().Any(a => a.AttributeClass is { Name: "DoesNotReturnAttribute" });

    public void Declare(IMethodSymbol nested, Func<ControlFlowGraph> graph) => _nested.TryAdd(nested, graph);

    public ControlFlowGraph? GraphOf(IMethodSymbol method)
    {
        if (_nested.TryGetValue(method, out Func<ControlFlowGraph>? nested))
        {
            return nested();
        }

        return Calls.Bodies.DeclarationOf(method, cancellation) is { } declaration
            ? Calls.Bodies.GraphOf(declaration, ModelOf(declaration.SyntaxTree), cancellation)
            : null;
    }

    /// <summary>The summary of an activation, computed with everything it depends on when it is first asked for.</summary>
    public Summary SummaryOf(Activation activation)
    {
        if (_summaries.TryGetValue(activation, out Summary? known))
        {
            return known;
        }

        object key = Memory.KeyOf(activation);
        for (; ; )
        {
            if (!Memory.IsTaken(key))
            {
                new SummaryScheduler(this, _summaries).Settle(activation);
            }

            if (_summaries.TryGetValue(activation, out known))
            {
                return known;
            }

            if (Memory.Read(key, activation) is { } taken)
            {
                return _summaries.GetOrAdd(activation, taken);
            }

            Memory.Reject((SyntaxNode)key);
        }
    }

    /// <summary>The bodies a body calls.</summary>
    public IEnumerable<Activation> CalleesOf(IMethodSymbol method)
        => GraphOf(method) is { } graph
            ? new Completion(MethodLowering.Lower(this, graph, method), new Activation(method), this).Callees
            : Enumerable.Empty<Activation>();

    /// <summary>The method lowered and its calls resolved, and nothing else.</summary>
    public Completion Lower(Activation activation, ControlFlowGraph graph) => new(MethodLowering.Lower(this, graph, activation.Method), activation, this);

    /// <summary>The method lowered, its calls resolved and everything it depends on settled.</summary>
    /// <param name="isRoot">The method is judged by itself, and declares nothing about itself.</param>
    public Completion Complete(Activation activation, ControlFlowGraph graph, bool isRoot = false)
    {
        Completion completion = Lower(activation, graph);
        completion.IsRoot = isRoot;
        completion.Complete(SummaryOf);
        return completion;
    }

    private AccessPath? FindPlace(IMethodSymbol method)
    {
        if (method.IsVirtual || method.IsAbstract || method.IsOverride || method.ReturnsVoid || method.IsAsync
            || Calls.Bodies.DeclarationOf(method, cancellation) is not { } declaration
            || Calls.Bodies.ExpressionOf(declaration) is not { } expression)
        {
            return null;
        }

        SemanticModel model = ModelOf(declaration.SyntaxTree);
        return PlaceOf(model.GetOperation(expression is RefExpressionSyntax reference ? reference.Expression : expression, cancellation));
    }

    private AccessPath? PlaceOf(IOperation? operation) => operation switch
    {
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => AccessPath.This,
        IParameterReferenceOperation parameter => AccessPath.Parameter(parameter.Parameter),
        IConversionOperation { OperatorMethod: null } conversion => PlaceOf(conversion.Operand),
        IFieldReferenceOperation field when contracts.GuardOf(field.Field) is not null => null, // Its accesses are checked, so they are not folded away.
        IFieldReferenceOperation { ConstantValue.HasValue: false } field when field.Field.IsStatic => AccessPath.Static(field.Field.OriginalDefinition),
        IFieldReferenceOperation { ConstantValue.HasValue: false } field => PlaceOf(field.Instance)?.Member(field.Field.OriginalDefinition),
        IPropertyReferenceOperation { Arguments.IsEmpty: true, Property.IsStatic: false } property
            => PlaceOf(property.Instance) is { } parent
                ? property.Property.GetMethod is { } getter && StandsFor(getter) is { } place
                    ? place.Substitute(root => root.Kind == PathKind.This ? parent : root)
                    : parent.Member(property.Property.OriginalDefinition)
                : null,
        IArrayElementReferenceOperation { Indices.Length: 1 } element when PlaceOf(element.ArrayReference) is { } array && IndexOf(element.Indices[0]) is { } index
            => array.Index(ImmutableArray.Create(index)),
        _ => null,
    };

    private AccessPath? IndexOf(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: int number }
        ? AccessPath.Constant((long)number)
        : PlaceOf(operation);
}
