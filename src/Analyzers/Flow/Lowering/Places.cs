using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Contracts.Binding;
using DdiCompliance.Analyzers.States;
using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Flow.Lowering;

/// <summary>Finds the place a contract names in an actual call.</summary>
internal static class Places
{
    public static Value Find(ContractRef place, IMethodSymbol target, Value receiver, Value[] arguments, AccessPath? result)
    {
        Value root;
        ITypeSymbol? type;
        switch (place.Root)
        {
            case RefRoot.Argument when place.Index < arguments.Length:
                root = arguments[place.Index];
                type = target.Parameters[place.Index].Type;
                break;
            case RefRoot.Receiver:
                root = receiver;
                type = target.ContainingType;
                break;
            case RefRoot.Result when result is not null:
                root = new ReadValue(result);
                type = target.ReturnType;
                break;
            case RefRoot.Static:
                ISymbol? member = place.Symbol ?? MemberOf(target.ContainingType, place.Token!);
                root = new ReadValue(member is { IsStatic: true } ? AccessPath.Static(member.OriginalDefinition) : AccessPath.Token(place.Token!));
                type = TypeOf(member);
                break;
            default:
                return Value.Unknown;
        }

        return place.Members.IsDefaultOrEmpty ? root : Follow(root.Path, type, place);
    }

    /// <summary>Finds the place a contract names for an access to a member of <paramref name="container"/>.</summary>
    public static Value Find(ContractRef place, INamedTypeSymbol container, Value receiver) => place.Root switch
    {
        RefRoot.Receiver => Follow(receiver.Path, container, place),
        RefRoot.Static when place.Symbol is { } member => Follow(AccessPath.Static(member.OriginalDefinition), TypeOf(member), place),
        _ => Value.Unknown,
    };

    private static Value Follow(AccessPath? path, ITypeSymbol? type, ContractRef place)
    {
        foreach (string name in place.Members)
        {
            ISymbol? member = MemberOf(type, name);
            if (path is null || member is null)
            {
                return Value.Unknown;
            }

            path = member.IsStatic ? AccessPath.Static(member.OriginalDefinition) : path.Member(member.OriginalDefinition);
            type = TypeOf(member);
        }

        return new ReadValue(path!);
    }

    private static ISymbol? MemberOf(ITypeSymbol? type, string name)
    {
        if (name == ContractRef.GuardedLock)
        {
            return GuardTypes.DisposeOf(type); // A member of the guard that only its contract knows.
        }

        for (; type is not null; type = type.BaseType)
        {
            foreach (ISymbol member in type.GetMembers(name))
            {
                if (member is IFieldSymbol or IPropertySymbol)
                {
                    return member;
                }
            }
        }

        return null;
    }

    private static ITypeSymbol? TypeOf(ISymbol? member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };
}
