using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Contracts.Binding;

/// <summary>The family of a lock whose row or annotation names none: the one its type belongs to.</summary>
internal static class Families
{
    public static LockOperation Complete(LockOperation operation, IMethodSymbol method, ContractSet set) =>
        operation.Family.Name != ContractSet.AnyLock ? operation : operation with { Family = Of(Type(operation.Lock, method), set) };

    public static LockFamily Of(ITypeSymbol? type, ContractSet set)
    {
        if (type is IPointerTypeSymbol pointer)
        {
            type = pointer.PointedAtType;
        }

        return (type is INamedTypeSymbol named ? set.FamilyOfType(SymbolNames.FullName(named), named.Name) : null)
            ?? set.FindFamily(ContractSet.AnyLock)
            ?? LockFamily.None;
    }

    private static ITypeSymbol? Type(ContractRef place, IMethodSymbol method)
    {
        ITypeSymbol? type = place.Root switch
        {
            RefRoot.Argument => method.Parameters[place.Index].Type,
            RefRoot.Receiver => method.ContainingType,
            RefRoot.Result => method.ReturnType,
            _ => null,
        };
        foreach (string member in place.Members)
        {
            type = MemberPath.TypeOf(MemberPath.Find(type, member));
        }

        return type;
    }
}
