using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Contracts.Binding;

/// <summary>The names of annotated members of referenced assemblies. Only assemblies that can have annotations are walked.</summary>
internal static class AnnotatedReferences
{
    /// <summary>Adds the names in every reference that declares the annotations itself or references an assembly that does.</summary>
    public static void AddNames(Compilation compilation, HashSet<IAssemblySymbol> declaring, HashSet<string> names)
    {
        HashSet<AssemblyIdentity> identities = [.. declaring.Select(static assembly => assembly.Identity)];
        foreach (IModuleSymbol module in compilation.Assembly.Modules)
        {
            foreach (IAssemblySymbol reference in module.ReferencedAssemblySymbols)
            {
                if (declaring.Contains(reference) || reference.Modules.Any(m => m.ReferencedAssemblies.Any(identities.Contains)))
                {
                    Visit(reference.GlobalNamespace, names);
                }
            }
        }
    }

    private static void Visit(INamespaceOrTypeSymbol scope, HashSet<string> names)
    {
        foreach (ISymbol member in scope.GetMembers())
        {
            if (member is INamespaceOrTypeSymbol inner)
            {
                Visit(inner, names);
            }
            else if (member is IMethodSymbol method && method.DeclaredAccessibility != Accessibility.Private && IsAnnotated(method))
            {
                names.Add(method.Name);
                names.Add(method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.AssociatedSymbol?.Name ?? method.Name);
            }
        }
    }

    private static bool IsAnnotated(IMethodSymbol method) =>
        method.GetAttributes().Any(IsAnnotation) || (method.AssociatedSymbol?.GetAttributes().Any(IsAnnotation) ?? false);

    private static bool IsAnnotation(AttributeData attribute) => AnnotationNames.KindOf(attribute.AttributeClass) != AnnotationKind.None;
}
