using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Contracts.Binding;

/// <summary>Full names of types, compared without building strings where that is possible.</summary>
internal static class SymbolNames
{
    /// <summary><c>Namespace.Outer+Nested`1</c>.</summary>
    public static string FullName(INamedTypeSymbol type)
    {
        type = type.OriginalDefinition;
        return type.ContainingType is { } outer
            ? FullName(outer) + "+" + type.MetadataName
            : type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() + "." + type.MetadataName : type.MetadataName;
    }

    /// <summary>Whether a type stands directly in a namespace of one or two parts.</summary>
    public static bool IsIn(INamedTypeSymbol type, string outer, string? inner)
    {
        INamespaceSymbol? space = type.ContainingType is null ? type.ContainingNamespace : null;
        if (inner is not null)
        {
            space = space?.Name == inner ? space.ContainingNamespace : null;
        }

        return space?.Name == outer && space.ContainingNamespace is { IsGlobalNamespace: true };
    }

    /// <summary>Whether a type is the class of the routines, by its full name.</summary>
    public static bool IsDdi(INamedTypeSymbol type) => type.Name == "Ddi" && IsIn(type, "DdiCompliance", null);

    /// <summary>The types of a full name in the compilation and its references; a nested type may be written with dots.</summary>
    public static ImmutableArray<INamedTypeSymbol> Types(Compilation compilation, string fullName)
    {
        string name = fullName;
        while (true)
        {
            ImmutableArray<INamedTypeSymbol> types = compilation.GetTypesByMetadataName(name);
            int dot = name.LastIndexOf('.');
            if (!types.IsEmpty || dot < 0)
            {
                return types;
            }

            name = name.Substring(0, dot) + "+" + name.Substring(dot + 1);
        }
    }
}
