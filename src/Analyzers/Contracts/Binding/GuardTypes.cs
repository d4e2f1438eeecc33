using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Contracts.Binding;

/// <summary>Guards: objects that exist while a lock is held, and whose <c>Dispose</c> releases it.</summary>
internal static class GuardTypes
{
    /// <summary>
    /// The method that ends a guard of this type; null when nobody can follow the guard. A <c>ref struct</c> stays where it was made; any other
    /// guard may be kept in a field or a list and be disposed of anywhere.
    /// </summary>
    public static IMethodSymbol? DisposeOf(ITypeSymbol? type)
        => type is { IsRefLikeType: true }
            ? type.GetMembers("Dispose").OfType<IMethodSymbol>().FirstOrDefault(static m => m is { IsStatic: false, Parameters.IsEmpty: true })?.OriginalDefinition
            : null;

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
