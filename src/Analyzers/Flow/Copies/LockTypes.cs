using System.Collections.Concurrent;
using DdiCompliance.Analyzers.Contracts;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Copies;

/// <summary>Which values lose their meaning when they are copied.</summary>
internal enum Copying : byte
{
    /// <summary>Any copy is as good as the original.</summary>
    Free,

    /// <summary>The lock is its address: a copy is another lock.</summary>
    Lock,

    /// <summary>Disposing of a guard releases its lock; a copy releases it again. A guard may be handed on.</summary>
    Guard,

    /// <summary>A structure with such a lock inside.</summary>
    HasLock,
}

/// <summary>Tells lock structures by the contract families, and the structures that contain one.</summary>
internal sealed class LockTypes(BoundContracts contracts)
{
    private readonly ConcurrentDictionary<ITypeSymbol, Copying> _kinds = new(SymbolEqualityComparer.Default);

    public Copying KindOf(ITypeSymbol? type)
        => type is { IsValueType: true, SpecialType: SpecialType.None, TypeKind: TypeKind.Struct } ? _kinds.GetOrAdd(type, Find) : Copying.Free;

    /// <summary>The lock type inside, for messages.</summary>
    public ITypeSymbol LockIn(ITypeSymbol type)
    {
        foreach (ITypeSymbol part in PartsOf(type))
        {
            if (KindOf(part) != Copying.Free)
            {
                return LockIn(part);
            }
        }

        return type;
    }

    private Copying Find(ITypeSymbol type)
    {
        if (contracts.FamilyOf((INamedTypeSymbol)type) is not null)
        {
            return Copying.Lock;
        }

        if (IsGuard(type))
        {
            return Copying.Guard;
        }

        foreach (ITypeSymbol part in PartsOf(type))
        {
            if (KindOf(part) != Copying.Free)
            {
                return Copying.HasLock;
            }
        }

        return Copying.Free;
    }

    /// <summary>A structure whose constructor or maker acquires a lock for it, and whose Dispose gives it back.</summary>
    private bool IsGuard(ITypeSymbol type)
    {
        if (!type.GetMembers("Dispose").Any(m => m is IMethodSymbol { Parameters.IsEmpty: true, IsStatic: false }))
        {
            return false;
        }

        return type.GetMembers().OfType<IMethodSymbol>().Any(m => contracts.Find(m) is { Locks: { IsEmpty: false } locks }
            && (m.Name == "Dispose" ? locks[0].Effect is LockEffect.Release : locks[0].ReturnsGuard));
    }

    /// <summary>The values stored inside a structure.</summary>
    private static IEnumerable<ITypeSymbol> PartsOf(ITypeSymbol type)
    {
        foreach (ISymbol member in type.GetMembers())
        {
            // A structure cannot contain itself, so this ends.
            if (member is IFieldSymbol { IsStatic: false, IsConst: false, RefKind: RefKind.None, Type.IsValueType: true } field
                && !SymbolEqualityComparer.Default.Equals(field.Type, type))
            {
                yield return field.Type;
            }
        }
    }
}
