using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Contracts.Binding;

/// <summary>Where the path of an annotation leads: a place and the type found there, or what is wrong with it.</summary>
internal readonly record struct LockPath(ContractRef Place, ITypeSymbol? Type, string? Error);

/// <summary>
/// Reads a path such as <c>_r</c>, <c>this._r</c>, <c>fcb.Header.Resource</c>, <c>value</c>, <c>return</c> or <c>Locks.Global</c> as the
/// annotated method, or field or property, sees it.
/// </summary>
internal sealed class LockPathReader
{
    private readonly Compilation _compilation;
    private readonly ISymbol _annotated;
    private readonly IMethodSymbol? _method;

    private string Static => _method is null ? "a static member" : "a static method";

    public LockPathReader(Compilation compilation, IMethodSymbol method)
        : this(compilation, (ISymbol)method) => _method = method;

    /// <summary>Reads paths as a field or property sees them.</summary>
    public LockPathReader(Compilation compilation, ISymbol member) => (_compilation, _annotated) = (compilation, member);

    public LockPath Read(string path)
    {
        string[] parts = path.Trim().Split('.');
        if (parts.Any(static part => part.Length == 0))
        {
            return Fail($"'{path}' is not the path of a lock");
        }

        string first = parts[0];
        switch (first)
        {
            case "this" when _annotated.IsStatic:
                return Fail($"'{path}': {Static} has no 'this'");
            case "this":
                return Follow(ContractRef.Receiver, _annotated.ContainingType, parts, 1);
            case "return" or "result" when _method is { } method:
                return method.ReturnsVoid ? Fail($"'{path}': the method returns nothing") : Follow(ContractRef.Result, method.ReturnType, parts, 1);
        }

        foreach (IParameterSymbol parameter in _method?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty)
        {
            if (parameter.Name == first.TrimStart('@'))
            {
                return Follow(ContractRef.Argument(parameter.Ordinal), parameter.Type, parts, 1);
            }
        }

        for (INamedTypeSymbol? type = _annotated.ContainingType; type is not null; type = type.ContainingType)
        {
            if (MemberPath.Find(type, first) is { } member && (member.IsStatic || ReferenceEquals(type, _annotated.ContainingType)))
            {
                return OfMember(member, parts, path);
            }
        }

        return OfType(parts) ?? Unknown(parts, path);
    }

    private LockPath OfMember(ISymbol member, string[] parts, string path)
    {
        if (member.IsStatic)
        {
            return Follow(ContractRef.Static(member.Name) with { Symbol = member.OriginalDefinition }, MemberPath.TypeOf(member), parts, 1);
        }

        return _annotated.IsStatic
            ? Fail($"'{path}': {Static} has no instance member '{member.Name}'")
            : Follow(ContractRef.Receiver, _annotated.ContainingType, parts, 0);
    }

    /// <summary>A static member behind a type name, the longest type name first.</summary>
    private LockPath? OfType(string[] parts)
    {
        for (int length = parts.Length - 1; length > 0; length--)
        {
            string name = string.Join(".", parts.Take(length));
            foreach (INamedTypeSymbol type in TypesNamed(name))
            {
                if (MemberPath.Find(type, parts[length]) is { IsStatic: true } member)
                {
                    ContractRef place = ContractRef.Static(name + "." + member.Name) with { Symbol = member.OriginalDefinition };
                    return Follow(place, MemberPath.TypeOf(member), parts, length + 1);
                }
            }
        }

        return null;
    }

    /// <summary>The types a name can mean here: from the containing type and namespace outwards.</summary>
    private IEnumerable<INamedTypeSymbol> TypesNamed(string name)
    {
        for (INamespaceOrTypeSymbol? scope = _annotated.ContainingType; scope is not null; scope = scope.ContainingSymbol as INamespaceOrTypeSymbol)
        {
            string prefix = scope switch
            {
                INamedTypeSymbol type when type.Name == name => "",
                INamedTypeSymbol type => SymbolNames.FullName(type) + "+",
                INamespaceSymbol { IsGlobalNamespace: false } space => space.ToDisplayString() + ".",
                _ => "",
            };
            if (scope is INamedTypeSymbol self && self.Name == name)
            {
                yield return self;
            }

            foreach (INamedTypeSymbol type in SymbolNames.Types(_compilation, prefix + name))
            {
                yield return type;
            }
        }
    }

    private LockPath Follow(ContractRef place, ITypeSymbol? type, string[] parts, int from)
    {
        for (int i = from; i < parts.Length; i++)
        {
            ISymbol? member = MemberPath.Find(type, parts[i]);
            if (member is null && IsFromSource(type))
            {
                return Fail($"'{type!.ToDisplayString()}' has no field or property '{parts[i]}'");
            }

            type = MemberPath.TypeOf(member);
        }

        return new LockPath(place with { Members = parts.Skip(from).ToImmutableArray() }, type, null);
    }

    /// <summary>A first word that means nothing: a private member of a reference, or an error in source.</summary>
    private LockPath Unknown(string[] parts, string path) =>
        !IsFromSource(_annotated.ContainingType) && !_annotated.IsStatic
            ? new LockPath(ContractRef.Receiver with { Members = parts.ToImmutableArray() }, null, null)
            : Fail($"'{path}' names neither a parameter of '{_annotated.Name}' nor a member of '{_annotated.ContainingType.ToDisplayString()}' nor a static lock");

    /// <summary>Private members of references are not loaded, so that only source can be said not to have a member.</summary>
    private static bool IsFromSource(ITypeSymbol? type) => type is not null && type.Locations.Any(static location => location.IsInSource);

    private static LockPath Fail(string message) => new(ContractRef.None, null, message);
}
