using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Contracts.Binding;

/// <summary>Reads <c>[DriverRole("...")]</c> of methods, lambdas and delegate types.</summary>
internal static class RoleAnnotations
{
    /// <summary>The roles a method declares itself, or that the methods it overrides and implements declare.</summary>
    public static IEnumerable<string> Of(IMethodSymbol method) => MethodOrigins.Of(method).SelectMany(Declared);

    /// <summary>The roles of the routines that a delegate type stands for.</summary>
    public static IEnumerable<string> Of(ITypeSymbol? type) => type is { TypeKind: TypeKind.Delegate } ? Declared(type.OriginalDefinition) : [];

    private static IEnumerable<string> Declared(ISymbol symbol)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "DriverRoleAttribute" } type
                && SymbolNames.IsIn(type, "DdiCompliance", "Annotations")
                && attribute.ConstructorArguments.Length == 1
                && attribute.ConstructorArguments[0] is { Kind: TypedConstantKind.Primitive, Value: string role })
            {
                yield return role;
            }
        }
    }
}
