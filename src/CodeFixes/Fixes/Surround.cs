using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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
        if (nodes.Count > 0 && nodes[0].FirstAncestorOrSelf<ArrowExpressionClauseSyntax>() is { Parent: MethodDeclarationSyntax method } arrow)
        {
            return OfExpression(site, method, arrow, (takes, undos));
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

    /// <summary>A method that is one expression gets a body.</summary>
    private static Solution? OfExpression(FixSite site, MethodDeclarationSyntax method, ArrowExpressionClauseSyntax arrow, (string[] Takes, string[] Undos) around)
    {
        string indent = Lines.Indent(site.Text, method.SpanStart);
        Patch patch = site.NewPatch();
        string step = patch.Step;
        bool returns = site.Model.GetDeclaredSymbol(method) is IMethodSymbol { ReturnsVoid: false };
        if (arrow.Expression is ThrowExpressionSyntax or RefExpressionSyntax || method.SemicolonToken.IsMissing || method.Modifiers.Any(static m => m.ValueText == "async"))
        {
            return null;
        }

        string only = (returns ? "return " : "") + arrow.Expression + ";";
        IEnumerable<string> lines = new[] { "{" }
            .Concat(around.Takes.Select(t => step + t))
            .Concat(new[] { step + "try", step + "{", step + step + only, step + "}", step + "finally", step + "{" })
            .Concat(around.Undos.Select(u => step + step + u))
            .Concat(new[] { step + "}", "}" });
        SyntaxToken before = arrow.ArrowToken.GetPreviousToken();
        patch.Replace(
            Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(before.Span.End, method.SemicolonToken.Span.End),
            string.Concat(lines.Select(line => patch.NewLine + indent + line)));
        return site.With(patch);
    }
}
