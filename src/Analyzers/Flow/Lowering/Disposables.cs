using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>Types whose objects are disposed of.</summary>
internal static class Disposables
{
    public static bool Includes(ITypeSymbol? type) => type is not null && (IsContract(type) || type.AllInterfaces.Any(IsContract));

    /// <summary>
    /// Whether something is disposed of through an interface of somebody else, and nobody knows its class: that the classes of this compilation
    /// that implement the interface are guards proves nothing about it.
    /// </summary>
    public static bool AreUnknown(IMethodSymbol target, Value? receiver)
        => target is { Name: "Dispose" or "DisposeAsync", ContainingType.TypeKind: TypeKind.Interface, DeclaringSyntaxReferences.IsEmpty: true }
            && receiver?.Path is not { Kind: PathKind.Parameter or PathKind.Member or PathKind.Static };

    private static bool IsContract(ITypeSymbol type) => type.Name is "IDisposable" or "IAsyncDisposable";
}
