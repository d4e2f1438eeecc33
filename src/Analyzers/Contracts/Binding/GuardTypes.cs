using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Contracts.Binding;

/// <summary>Guards: objects that exist while a lock is held, and whose <c>Dispose</c> releases it.</summary>
internal static class GuardTypes
{
    /// <summary>The method that ends a guard of this type; null when it is not known which type the guard has.</summary>
    public static IMethodSymbol? DisposeOf(ITypeSymbol? type)
    {
        for (ITypeSymbol? one = type; one is { TypeKind: TypeKind.Class or TypeKind.Struct }; one = one.BaseType)
        {
            foreach (ISymbol member in one.GetMembers("Dispose"))
            {
                if (member is IMethodSymbol { IsStatic: false, Parameters.IsEmpty: true } dispose)
                {
                    return dispose.OriginalDefinition;
                }
            }
        }

        return null;
    }

    /// <summary>Whether what an acquiring method returns (or a constructor makes) is a guard of the lock, not the lock itself.</summary>
    public static bool IsGuardOf(IMethodSymbol method, ITypeSymbol? lockType)
    {
        ITypeSymbol result = method.MethodKind == MethodKind.Constructor ? method.ContainingType : method.ReturnType;
        return !SymbolEqualityComparer.Default.Equals(result, lockType)
            && result.SpecialType == SpecialType.None
            && (result.AllInterfaces.Any(static i => i.SpecialType == SpecialType.System_IDisposable)
                || (result.IsRefLikeType && result.GetMembers("Dispose").Any(static m => m is IMethodSymbol { Parameters.IsEmpty: true, IsStatic: false })));
    }
}
