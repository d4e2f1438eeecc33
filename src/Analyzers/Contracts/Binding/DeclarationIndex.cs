using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.Analyzers.Contracts.Binding;

/// <summary>
/// The declarations of one syntax tree that may have a contract: imports of kernel modules and annotated members. Members are walked,
/// bodies are not, and a tree is walked once in its life: an edit costs the tree it changes.
/// </summary>
internal sealed class DeclarationIndex
{
    private static readonly ConditionalWeakTable<SyntaxTree, DeclarationIndex> s_cache = new();

    private readonly ImmutableArray<string>.Builder _annotated = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<string>.Builder _guarded = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<TypeDeclarationSyntax>.Builder _ordered = ImmutableArray.CreateBuilder<TypeDeclarationSyntax>();
    private readonly ImmutableArray<ImportDeclaration>.Builder _imports = ImmutableArray.CreateBuilder<ImportDeclaration>();

    private DeclarationIndex(CompilationUnitSyntax root)
    {
        foreach (MemberDeclarationSyntax member in root.Members)
        {
            Visit(member);
        }

        Annotated = _annotated.ToImmutable();
        Guarded = _guarded.ToImmutable();
        Ordered = _ordered.ToImmutable();
        OrdersGlobally = Has(root.AttributeLists, OrderReader.Name);
        Imports = _imports.ToImmutable();
    }

    /// <summary>The names of members with annotations (type names for constructors).</summary>
    public ImmutableArray<string> Annotated { get; }

    /// <summary>The names of fields and properties that a lock guards.</summary>
    public ImmutableArray<string> Guarded { get; }

    /// <summary>The types that declare an order of locks.</summary>
    public ImmutableArray<TypeDeclarationSyntax> Ordered { get; }

    /// <summary>Whether an attribute of the assembly or module declares an order of locks.</summary>
    public bool OrdersGlobally { get; }

    public ImmutableArray<ImportDeclaration> Imports { get; }

    public static DeclarationIndex Of(SyntaxTree tree) => s_cache.GetValue(tree, static t => new DeclarationIndex((CompilationUnitSyntax)t.GetRoot()));

    private void Visit(MemberDeclarationSyntax member)
    {
        switch (member)
        {
            case BaseNamespaceDeclarationSyntax space:
                foreach (MemberDeclarationSyntax inner in space.Members)
                {
                    Visit(inner);
                }

                break;
            case TypeDeclarationSyntax type:
                if (Has(type.AttributeLists, OrderReader.Name))
                {
                    _ordered.Add(type);
                }

                foreach (MemberDeclarationSyntax inner in type.Members)
                {
                    Visit(inner);
                }

                break;
            case MethodDeclarationSyntax method:
                VisitImport(method);
                VisitAnnotations(method.AttributeLists, method.Identifier.ValueText);
                break;
            case ConstructorDeclarationSyntax constructor:
                VisitAnnotations(constructor.AttributeLists, constructor.Identifier.ValueText);
                break;
            case FieldDeclarationSyntax field when Has(field.AttributeLists, GuardReader.Name):
                _guarded.AddRange(field.Declaration.Variables.Select(static v => v.Identifier.ValueText));
                break;
            case PropertyDeclarationSyntax property:
                if (Has(property.AttributeLists, GuardReader.Name))
                {
                    _guarded.Add(property.Identifier.ValueText);
                }

                VisitAnnotations(property.AttributeLists, property.Identifier.ValueText);
                VisitAccessors(property, property.Identifier.ValueText);
                break;
            case IndexerDeclarationSyntax indexer:
                VisitAnnotations(indexer.AttributeLists, "Item");
                VisitAccessors(indexer, "Item");
                break;
        }
    }

    private void VisitAccessors(BasePropertyDeclarationSyntax property, string name)
    {
        foreach (AccessorDeclarationSyntax accessor in property.AccessorList?.Accessors ?? default)
        {
            VisitAnnotations(accessor.AttributeLists, name);
        }
    }

    private void VisitAnnotations(SyntaxList<AttributeListSyntax> lists, string name)
    {
        foreach (AttributeListSyntax list in lists)
        {
            foreach (AttributeSyntax attribute in list.Attributes)
            {
                if (AnnotationNames.Contains(SimpleName(attribute)))
                {
                    _annotated.Add(name);
                }
            }
        }
    }

    private static bool Has(SyntaxList<AttributeListSyntax> lists, string annotation) =>
        lists.Any(list => list.Attributes.Any(attribute => SimpleName(attribute) is var name && (name == annotation || name == annotation + "Attribute")));

    private void VisitImport(MethodDeclarationSyntax method)
    {
        foreach (AttributeListSyntax list in method.AttributeLists)
        {
            foreach (AttributeSyntax attribute in list.Attributes)
            {
                string name = SimpleName(attribute);
                if (name is "DllImport" or "LibraryImport" or "RuntimeImport" or "DllImportAttribute" or "LibraryImportAttribute" or "RuntimeImportAttribute")
                {
                    AddImport(method.Identifier.ValueText, attribute, isRuntimeImport: name.StartsWith("Runtime", StringComparison.Ordinal));
                }
            }
        }
    }

    private void AddImport(string method, AttributeSyntax attribute, bool isRuntimeImport)
    {
        List<ExpressionSyntax> positional = [];
        ExpressionSyntax? entryPoint = null;
        foreach (AttributeArgumentSyntax argument in attribute.ArgumentList?.Arguments ?? default)
        {
            if (argument.NameEquals is null)
            {
                positional.Add(argument.Expression);
            }
            else if (argument.NameEquals.Name.Identifier.ValueText == "EntryPoint")
            {
                entryPoint = argument.Expression;
            }
        }

        ExpressionSyntax? module = isRuntimeImport && positional.Count < 2 ? null : positional.FirstOrDefault();
        if (Literal(module) is { } stated && !Externs.IsKernelModule(stated))
        {
            return;
        }

        entryPoint ??= isRuntimeImport ? positional.LastOrDefault() : null;
        _imports.Add(new ImportDeclaration(method, entryPoint is null ? method : Literal(entryPoint)));
    }

    private static string? Literal(ExpressionSyntax? expression) =>
        expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal ? literal.Token.ValueText : null;

    private static string SimpleName(AttributeSyntax attribute) => attribute.Name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };
}

/// <summary>An import that may be one of a kernel module.</summary>
/// <param name="Method">The name of the method.</param>
/// <param name="EntryPoint">The entry point; null when it is no literal.</param>
internal readonly record struct ImportDeclaration(string Method, string? EntryPoint);
