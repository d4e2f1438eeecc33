using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Contracts.Binding;

/// <summary>The names of annotated members of referenced assemblies. Only assemblies that can have annotations are walked.</summary>
internal static class AnnotatedReferences
{
    // References outlive the compilations that an editor makes of them.
    private static readonly ConditionalWeakTable<IAssemblySymbol, HashSet<string>> s_visible = new();
    private static readonly ConditionalWeakTable<IAssemblySymbol, HashSet<string>> s_all = new();

    /// <summary>Adds the names in every reference that declares the annotations itself or references an assembly that does.</summary>
    public static void AddNames(Compilation compilation, HashSet<IAssemblySymbol> declaring, HashSet<string> names)
    {
        HashSet<AssemblyIdentity> identities = [.. declaring.Select(static assembly => assembly.Identity)];
        foreach (IAssemblySymbol reference in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (declaring.Contains(reference) || reference.Modules.Any(m => m.ReferencedAssemblies.Any(identities.Contains)))
            {
                names.UnionWith(reference.GivesAccessTo(compilation.Assembly)
                    ? s_all.GetValue(reference, static r => NamesOf(r, seesInternals: true))
                    : s_visible.GetValue(reference, static r => NamesOf(r, seesInternals: false)));
            }
        }
    }

    private static HashSet<string> NamesOf(IAssemblySymbol reference, bool seesInternals)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        VisitNamespace(reference.GlobalNamespace, seesInternals, names);
        return names;
    }

    private static void VisitNamespace(INamespaceSymbol space, bool seesInternals, HashSet<string> names)
    {
        foreach (INamespaceOrTypeSymbol member in space.GetMembers())
        {
            if (member is INamespaceSymbol inner)
            {
                VisitNamespace(inner, seesInternals, names);
            }
            else if (!SymbolNames.IsDdi((INamedTypeSymbol)member))
            {
                VisitType((INamedTypeSymbol)member, seesInternals, names);
            }
        }
    }

    private static void VisitType(INamedTypeSymbol type, bool seesInternals, HashSet<string> names)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface) || !IsVisible(type, seesInternals))
        {
            return;
        }

        foreach (ISymbol member in type.GetMembers())
        {
            if (member is INamedTypeSymbol nested)
            {
                VisitType(nested, seesInternals, names);
            }
            else if (member is IMethodSymbol method && IsVisible(method, seesInternals) && IsAnnotated(method))
            {
                names.Add(method.Name);
                names.Add(method.MethodKind == MethodKind.Constructor ? type.Name : method.AssociatedSymbol?.Name ?? method.Name);
            }
        }
    }

    private static bool IsVisible(ISymbol symbol, bool seesInternals) => symbol.DeclaredAccessibility switch
    {
        Accessibility.Private => false,
        Accessibility.Internal or Accessibility.ProtectedAndInternal => seesInternals,
        _ => true,
    };

    private static bool IsAnnotated(IMethodSymbol method) =>
        method.GetAttributes().Any(IsAnnotation) || (method.AssociatedSymbol?.GetAttributes().Any(IsAnnotation) ?? false);

    private static bool IsAnnotation(AttributeData attribute) => AnnotationNames.KindOf(attribute.AttributeClass) != AnnotationKind.None;
}
