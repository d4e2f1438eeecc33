using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.Analyzers.Contracts.Binding;

/// <summary>Reads <c>[LockLevelOrder("outer", "inner")]</c> of types, of the assembly and of its module.</summary>
internal sealed class OrderReader(Compilation compilation)
{
    public const string Name = "LockLevelOrder";

    public ImmutableArray<LockOrderRow> Read()
    {
        ImmutableArray<LockOrderRow>.Builder rows = ImmutableArray.CreateBuilder<LockOrderRow>();
        bool isGlobal = false;
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            DeclarationIndex declarations = DeclarationIndex.Of(tree);
            isGlobal |= declarations.OrdersGlobally;
            foreach (TypeDeclarationSyntax declaration in declarations.Ordered)
            {
                if (compilation.GetSemanticModel(tree).GetDeclaredSymbol(declaration) is { } type)
                {
                    Add(type, type, rows);
                }
            }
        }

        if (isGlobal)
        {
            Add(compilation.Assembly, null, rows);
            Add(compilation.SourceModule, null, rows);
        }

        return rows.Distinct().ToImmutableArray();
    }

    private void Add(ISymbol annotated, INamedTypeSymbol? scope, ImmutableArray<LockOrderRow>.Builder rows)
    {
        foreach (AttributeData attribute in annotated.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: Name + "Attribute" } type
                && SymbolNames.IsIn(type, "DdiCompliance", "Annotations")
                && attribute.ConstructorArguments.Length == 2
                && attribute.ConstructorArguments[0] is { Kind: TypedConstantKind.Primitive, Value: string outer }
                && attribute.ConstructorArguments[1] is { Kind: TypedConstantKind.Primitive, Value: string inner }
                && Find(outer, scope) is { IsEmpty: false } first
                && Find(inner, scope) is { IsEmpty: false } second)
            {
                rows.Add(new LockOrderRow(first, second));
            }
        }
    }

    /// <summary>The members of a path that starts at a member of the type, or behind the name of a type; empty when there are none.</summary>
    private ImmutableArray<ISymbol> Find(string path, INamedTypeSymbol? scope)
    {
        string[] parts = path.Trim().Split('.');
        int first = parts[0] == "this" ? 1 : 0;
        if (first < parts.Length && scope is not null && MemberPath.Find(scope, parts[first]) is not null)
        {
            return Follow(scope, parts, first);
        }

        for (int length = parts.Length - 1; length > 0; length--)
        {
            string name = string.Join(".", parts.Take(length));
            for (INamespaceSymbol? space = scope?.ContainingNamespace ?? compilation.GlobalNamespace; space is not null; space = space.ContainingNamespace)
            {
                string prefix = space.IsGlobalNamespace ? "" : space.ToDisplayString() + ".";
                foreach (INamedTypeSymbol type in SymbolNames.Types(compilation, prefix + name))
                {
                    if (Follow(type, parts, length) is { IsEmpty: false } found)
                    {
                        return found;
                    }
                }
            }
        }

        return ImmutableArray<ISymbol>.Empty;
    }

    private static ImmutableArray<ISymbol> Follow(ITypeSymbol? type, string[] parts, int from)
    {
        ImmutableArray<ISymbol>.Builder links = ImmutableArray.CreateBuilder<ISymbol>();
        for (int i = from; i < parts.Length; i++)
        {
            if (MemberPath.Find(type, parts[i]) is not { } member)
            {
                return ImmutableArray<ISymbol>.Empty;
            }

            links.Add(member.OriginalDefinition);
            type = MemberPath.TypeOf(member);
        }

        return links.ToImmutable();
    }
}
