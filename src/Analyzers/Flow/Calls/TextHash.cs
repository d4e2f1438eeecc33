using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.Analyzers.Flow.Calls;

/// <summary>Hashes of source text by which a change of it is noticed. 64 bits: the chance that a change of a project goes unnoticed is 1 in 10^19.</summary>
internal static class TextHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    public static ulong Of(string text) => Add(Offset, text);

    public static ulong Mix(ulong hash, ulong other)
    {
        hash = (hash ^ other) * Prime;
        return hash ^ (hash >> 29);
    }

    /// <summary>
    /// What others may know of a member without running it: its declaration, and of its body what lowering looks at: a single expression,
    /// which may be folded away, whether it always throws and what, and the types whose objects it returns.
    /// </summary>
    public static ulong OfSignature(SyntaxNode member)
    {
        SyntaxNode? body = member switch
        {
            BaseMethodDeclarationSyntax method when Bodies.ExpressionOf(method) is null => method.Body,
            _ => null,
        };
        if (body is null)
        {
            return Of(member.ToString());
        }

        ulong hash = Of(Source(member, member.SpanStart, body.SpanStart));
        if (Bodies.AlwaysThrows(member))
        {
            hash = Mix(hash, Of(Bodies.ThrownAtEnd(member)?.ToString() ?? "throw"));
        }

        foreach (ExpressionSyntax returned in Bodies.ReturnedBy(member))
        {
            hash = returned is ObjectCreationExpressionSyntax creation ? Mix(hash, Of(creation.Type.ToString())) : Mix(hash, returned is ImplicitObjectCreationExpressionSyntax ? 1UL : 2UL);
        }

        return hash;
    }

    /// <summary>
    /// What of a file can change the meaning of others beside its members: its types' headers, enumerations, delegates, namespaces, global
    /// usings and attributes of the assembly. Independent of their order.
    /// </summary>
    public static ulong OfStructure(CompilationUnitSyntax file)
    {
        ulong sum = 0;
        foreach (SyntaxNode node in file.DescendantNodes(static n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
        {
            sum += node switch
            {
                TypeDeclarationSyntax type => Mix(Of(OuterName(type)), Of(Header(type))),
                EnumDeclarationSyntax or DelegateDeclarationSyntax => Mix(Of(OuterName(node)), Of(node.ToString())),
                UsingDirectiveSyntax { GlobalKeyword.RawKind: (int)SyntaxKind.GlobalKeyword } or ExternAliasDirectiveSyntax => Of(node.ToString()),
                AttributeListSyntax { Parent: CompilationUnitSyntax } => Of(node.ToString()),
                _ => 0UL,
            };
        }

        return sum;
    }

    private static string Header(TypeDeclarationSyntax type)
        => type.OpenBraceToken.IsKind(SyntaxKind.None) ? type.ToString() : Source(type, type.SpanStart, type.OpenBraceToken.SpanStart);

    /// <summary>A part of the source: what stands behind it need not be written out.</summary>
    private static string Source(SyntaxNode node, int start, int end) => node.SyntaxTree.GetText().ToString(TextSpan.FromBounds(start, Math.Max(start, end)));

    private static string OuterName(SyntaxNode node)
        => string.Join(".", node.Ancestors().Select(a => (a as BaseNamespaceDeclarationSyntax)?.Name.ToString() ?? (a as TypeDeclarationSyntax)?.Identifier.ValueText));

    private static ulong Add(ulong hash, string text)
    {
        foreach (char one in text)
        {
            hash = (hash ^ one) * Prime;
        }

        return hash;
    }
}
