using Microsoft.CodeAnalysis;

namespace DdiCompliance.Analyzers.Contracts.Binding;

/// <summary>Fields and properties by name, inherited ones included.</summary>
internal static class MemberPath
{
    public static ISymbol? Find(ITypeSymbol? type, string name)
    {
        for (ITypeSymbol? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (ISymbol member in declaring.GetMembers(name))
            {
                if (member is IFieldSymbol or IPropertySymbol)
                {
                    return member;
                }
            }
        }

        return type?.AllInterfaces.SelectMany(contract => contract.GetMembers(name)).FirstOrDefault(static member => member is IPropertySymbol);
    }

    public static ITypeSymbol? TypeOf(ISymbol? member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };
}
