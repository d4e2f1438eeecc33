using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>Puts something that is taken and given back round some nodes: takes before, and gives back in <c>finally</c>.</summary>
internal static class Surround
{
    /// <param name="site">The place.</param>
    /// <param name="nodes">What is to be inside, in order of place.</param>
    /// <param name="takes">Statements that take, in order.</param>
    /// <param name="undos">Statements that give back, in order.</param>
    public static Solution? With(FixSite site, IReadOnlyList<SyntaxNode> nodes, string[] takes, string[] undos)
    {
        if (nodes.Count > 0 && nodes[0].FirstAncestorOrSelf<SyntaxNode>(static n => n is ArrowExpressionClauseSyntax || FixSite.IsFunction(n)) is ArrowExpressionClauseSyntax arrow)
        {
            return OfExpression(site, arrow, (takes, undos));
        }

        StatementSyntax? start = nodes.Count == 0 ? null : Siblings.Listed(nodes[0]);
        while (start is not null && !nodes.All(n => Siblings.Containing(Siblings.ListOf(start), n) is not null))
        {
            start = start.Parent is null ? null : Siblings.Listed(start.Parent);
        }

        if (start is null)
        {
            return null;
        }

        if (start.Parent is BlockSyntax line && Lines.Indent(site.Text, line.SpanStart) is var indent && !site.Text.ToString(line.Span).Contains("\n"))
        {
            return OfLine(site, line, indent, (takes, undos));
        }

        SyntaxList<StatementSyntax> list = Siblings.ListOf(start);
        int first = list.IndexOf(Siblings.Containing(list, nodes[0])!);
        Range range = new(site, list, first, Range.LastOf(site, list, first, nodes));
        Patch patch = site.NewPatch();
        if (range.Hoist(patch).ToArray() is { Length: > 0 } declarations)
        {
            patch.InsertAbove(range.First, declarations.Append(""));
        }

        patch.InsertBefore(range.First, takes);
        range.TryFinally(patch, undos);
        return site.With(patch);
    }

    /// <summary>A member that is one expression gets a body.</summary>
    private static Solution? OfExpression(FixSite site, ArrowExpressionClauseSyntax arrow, (string[] Takes, string[] Undos) around)
    {
        (bool returns, SyntaxToken semicolon, bool isProperty) = arrow.Parent switch
        {
            MethodDeclarationSyntax method => (site.Model.GetDeclaredSymbol(method) is IMethodSymbol { ReturnsVoid: false }, method.SemicolonToken, false),
            AccessorDeclarationSyntax accessor => (accessor.Keyword.ValueText == "get", accessor.SemicolonToken, false),
            PropertyDeclarationSyntax property => (true, property.SemicolonToken, true),
            IndexerDeclarationSyntax indexer => (true, indexer.SemicolonToken, true),
            _ => default,
        };
        if (semicolon.RawKind == 0 || semicolon.IsMissing || arrow.Expression is ThrowExpressionSyntax or RefExpressionSyntax
            || arrow.Parent is MethodDeclarationSyntax { Modifiers: var modifiers } && modifiers.Any(static m => m.ValueText == "async"))
        {
            return null;
        }

        Patch patch = site.NewPatch();
        string[] body = ["{", .. Inside(patch.Step, [(returns ? "return " : "") + arrow.Expression + ";"], around), "}"];
        string[] lines = isProperty ? ["{", patch.Step + "get", .. body.Select(line => patch.Step + line), "}"] : body;
        string indent = Lines.Indent(site.Text, arrow.Parent!.SpanStart);
        string open = patch.HasBraceAtLineEnd ? " {" : patch.NewLine + indent + "{";
        string text = open + string.Concat(patch.Braced(lines.Skip(1)).Select(line => patch.NewLine + indent + line));
        patch.Replace(TextSpan.FromBounds(arrow.ArrowToken.GetPreviousToken().Span.End, semicolon.Span.End), text);
        return site.With(patch);
    }

    /// <summary>A body in one line gets lines of its own.</summary>
    private static Solution? OfLine(FixSite site, BlockSyntax block, string indent, (string[] Takes, string[] Undos) around)
    {
        Patch patch = site.NewPatch();
        string[] lines = [.. Inside(patch.Step, block.Statements.Select(static s => s.ToString()), around), "}"];
        bool isBraced = Lines.StartsLine(site.Text, block.SpanStart) || patch.HasBraceAtLineEnd;
        int from = isBraced ? block.SpanStart : block.OpenBraceToken.GetPreviousToken().Span.End;
        string before = isBraced ? "{" : patch.NewLine + indent + "{";
        patch.Replace(TextSpan.FromBounds(from, block.Span.End), before + string.Concat(patch.Braced(lines).Select(line => patch.NewLine + indent + line)));
        return block.Parent is BaseMethodDeclarationSyntax ? site.With(patch) : null;
    }

    private static IEnumerable<string> Inside(string step, IEnumerable<string> inner, (string[] Takes, string[] Undos) around) =>
    [
        .. around.Takes.Select(take => step + take),
        step + "try",
        step + "{",
        .. inner.Select(line => step + step + line),
        step + "}",
        step + "finally",
        step + "{",
        .. around.Undos.Select(undo => step + step + undo),
        step + "}",
    ];
}
