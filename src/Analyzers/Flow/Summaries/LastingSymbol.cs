using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Summaries;

/// <summary>
/// A symbol written so that it can be read in a later compilation, without keeping its own compilation alive: a parameter by its number, a
/// member of the source by its declaration (or, when its file has changed, by its name), a member of a reference as it is.
/// </summary>
internal sealed class LastingSymbol : IEquatable<LastingSymbol>
{
    private readonly int _ordinal = -1;

    // Weak: a symbol of a reference keeps all symbols of that reference alive, megabytes of them. As long as a compilation uses the
    // reference they live anyway, and the next compilation gets the same ones.
    private readonly WeakReference<ISymbol>? _metadata;
    private readonly SyntaxNode? _declaration;
    private readonly SymbolKind _kind;
    private readonly string _id = "";
    private readonly string _type = "";
    private readonly string _name = "";

    private LastingSymbol(int ordinal) => _ordinal = ordinal;

    private LastingSymbol(ISymbol symbol, SyntaxNode? declaration, string id)
    {
        _metadata = declaration is null ? new WeakReference<ISymbol>(symbol) : null;
        _declaration = declaration;
        _kind = symbol.Kind;
        _id = id;
        _name = symbol.Name;
        _type = MetadataName(symbol as INamedTypeSymbol ?? symbol.ContainingType);
    }

    /// <summary>The symbol as <paramref name="method"/> knows it; null when only its own compilation can name it.</summary>
    public static LastingSymbol? Of(ISymbol symbol, IMethodSymbol method)
    {
        if (symbol is IParameterSymbol parameter)
        {
            return SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, method) ? new LastingSymbol(parameter.Ordinal) : null;
        }

        if (symbol is not (IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary } or INamedTypeSymbol or IEventSymbol)
            || !SymbolEqualityComparer.Default.Equals(symbol, symbol.OriginalDefinition)
            || (symbol.Kind != SymbolKind.NamedType && symbol.ContainingType is null)
            || symbol.GetDocumentationCommentId() is not { } id)
        {
            return null;
        }

        if (symbol.DeclaringSyntaxReferences.IsEmpty)
        {
            return symbol.Locations.Any(l => l.IsInMetadata) ? new LastingSymbol(symbol, null, id) : null;
        }

        return new LastingSymbol(symbol, symbol.DeclaringSyntaxReferences[0].GetSyntax(), id);
    }

    /// <summary>The symbol in another compilation, seen from the same method; null when it cannot be told which it is.</summary>
    public ISymbol? In(Compilation compilation, IMethodSymbol method)
    {
        if (_ordinal >= 0)
        {
            return _ordinal < method.Parameters.Length ? method.Parameters[_ordinal] : null;
        }

        if (_metadata is not null)
        {
            return _metadata.TryGetTarget(out ISymbol? kept) && compilation.SourceModule.ReferencedAssemblySymbols.Contains(kept.ContainingAssembly) ? kept : null;
        }

        if (compilation.ContainsSyntaxTree(_declaration!.SyntaxTree))
        {
            ISymbol? declared = compilation.GetSemanticModel(_declaration.SyntaxTree).GetDeclaredSymbol(_declaration);
            return declared?.Kind == _kind ? declared : null;
        }

        if (compilation.Assembly.GetTypeByMetadataName(_type) is not { } type)
        {
            return null;
        }

        if (_kind == SymbolKind.NamedType)
        {
            return type;
        }

        List<ISymbol> candidates = type.GetMembers(_name).Where(m => m.Kind == _kind && m.GetDocumentationCommentId() == _id).ToList();
        return candidates.Count == 1 ? candidates[0] : null;
    }

    public bool Equals(LastingSymbol? other)
        => ReferenceEquals(this, other)
            || (other is not null && _ordinal == other._ordinal && ReferenceEquals(_declaration, other._declaration) && _id == other._id && AreSame(_metadata, other._metadata));

    public override bool Equals(object? obj) => Equals(obj as LastingSymbol);

    public override int GetHashCode() => (_ordinal * 31) + _id.GetHashCode();

    private static bool AreSame(WeakReference<ISymbol>? one, WeakReference<ISymbol>? other)
        => one is null || other is null
            ? one == other
            : one.TryGetTarget(out ISymbol? first) && other.TryGetTarget(out ISymbol? second) && SymbolEqualityComparer.Default.Equals(first, second);

    private static string MetadataName(INamedTypeSymbol type)
    {
        string name = type.MetadataName;
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            name = outer.MetadataName + "+" + name;
        }

        return type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() + "." + name : name;
    }
}
