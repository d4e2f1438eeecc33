using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Contracts.Binding;

/// <summary>A method and what it stands in for: a promise made for a base or interface method holds for every implementation.</summary>
internal static class MethodOrigins
{
    /// <summary>The method itself, the methods it overrides, then the interface methods it implements; all as original definitions.</summary>
    public static IEnumerable<IMethodSymbol> Of(IMethodSymbol method)
    {
        for (IMethodSymbol? declaration = method; declaration is not null; declaration = declaration.OverriddenMethod)
        {
            yield return declaration.OriginalDefinition;
        }

        if (method.IsStatic || method.MethodKind is MethodKind.Constructor or MethodKind.LocalFunction or MethodKind.AnonymousFunction
            || method.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct } type)
        {
            yield break;
        }

        foreach (IMethodSymbol explicitly in method.ExplicitInterfaceImplementations)
        {
            yield return explicitly.OriginalDefinition;
        }

        foreach (INamedTypeSymbol contract in type.AllInterfaces)
        {
            foreach (ISymbol member in contract.GetMembers(method.Name))
            {
                if (member is IMethodSymbol declared && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(declared), method))
                {
                    yield return declared.OriginalDefinition;
                }
            }
        }
    }
}
