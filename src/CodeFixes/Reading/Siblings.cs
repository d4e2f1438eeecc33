using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Reading;

/// <summary>Statements and the lists they stand in.</summary>
internal static class Siblings
{
    public static SyntaxList<StatementSyntax> ListOf(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        _ => default,
    };

    public static StatementSyntax? Previous(StatementSyntax statement)
    {
        SyntaxList<StatementSyntax> list = ListOf(statement);
        int index = list.IndexOf(statement);
        return index > 0 ? list[index - 1] : null;
    }

    public static StatementSyntax? Next(StatementSyntax statement)
    {
        SyntaxList<StatementSyntax> list = ListOf(statement);
        int index = list.IndexOf(statement);
        return index >= 0 && index + 1 < list.Count ? list[index + 1] : null;
    }

    /// <summary>The statement of a list that contains a node.</summary>
    public static StatementSyntax? Containing(SyntaxList<StatementSyntax> list, SyntaxNode node) => list.FirstOrDefault(s => s.FullSpan.Contains(node.Span));

    /// <summary>The innermost statement round a node that stands in a list.</summary>
    public static StatementSyntax? Listed(SyntaxNode node) =>
        node.AncestorsAndSelf().OfType<StatementSyntax>().FirstOrDefault(static s => s.Parent is BlockSyntax or SwitchSectionSyntax);

    /// <summary>The type an expression is converted to, as it can be written at its place; null when it has no name.</summary>
    public static string? TypeText(FixSite site, ExpressionSyntax expression) =>
        site.Model.GetTypeInfo(expression).ConvertedType is { } type ? TypeText(site, type, expression.SpanStart) : null;

    public static string? TypeText(FixSite site, ITypeSymbol type, int position)
    {
        if (type.IsAnonymousType || type.TypeKind is TypeKind.Error or TypeKind.Dynamic || type.SpecialType == SpecialType.System_Void)
        {
            return null;
        }

        bool isAnnotated = site.Model.GetNullableContext(position).AnnotationsEnabled();
        SymbolDisplayFormat format = isAnnotated
            ? SymbolDisplayFormat.MinimallyQualifiedFormat
            : SymbolDisplayFormat.MinimallyQualifiedFormat.RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);
        return type.ToMinimalDisplayString(site.Model, position, format);
    }
}
