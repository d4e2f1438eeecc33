using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>Types whose objects hold a lock or region for whoever disposes of them.</summary>
internal sealed class GuardTypes(Session session)
{
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _disposing = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _effective = new(SymbolEqualityComparer.Default);

    /// <summary>Whether disposing of the type's objects may release something; a task for such an object counts.</summary>
    public bool IsGuard(ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { IsGenericType: true, Name: "Nullable" or "Task" or "ValueTask", TypeArguments: { Length: 1 } inner })
        {
            type = inner[0];
        }

        return type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } && _disposing.GetOrAdd(type.OriginalDefinition, Disposes);
    }

    /// <summary>Whether some method of the type may have an effect: then what its constructors store is worth to know.</summary>
    public bool HasEffects(ITypeSymbol type) => !type.DeclaringSyntaxReferences.IsEmpty
        && _effective.GetOrAdd(type.OriginalDefinition, t => t.GetMembers().Any(m => m is IMethodSymbol { IsStatic: false, MethodKind: not MethodKind.Constructor } method
            && session.MayHaveEffect(method)));

    private bool Disposes(ITypeSymbol type)
    {
        for (ITypeSymbol? one = type; one is not null; one = one.BaseType)
        {
            foreach (ISymbol member in one.GetMembers())
            {
                if (member is IMethodSymbol { IsStatic: false } method && IsDispose(method) && session.MayHaveEffect(method))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsDispose(IMethodSymbol method)
        => method.Name is "Dispose" or "DisposeAsync"
            || (!method.ExplicitInterfaceImplementations.IsEmpty && method.ExplicitInterfaceImplementations[0].Name is "Dispose" or "DisposeAsync");
}
