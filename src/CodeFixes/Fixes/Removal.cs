using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>Removes statements, and what has no purpose without them: an <c>if</c> with nothing to do, a <c>finally</c> with nothing to undo.</summary>
internal static class Removal
{
    public static void Remove(FixSite site, Patch patch, IEnumerable<StatementSyntax> statements)
    {
        HashSet<StatementSyntax> all = new(statements);
        HashSet<StatementSyntax> done = new();
        for (bool grew = true; grew;)
        {
            grew = false;
            foreach (StatementSyntax statement in all.ToArray())
            {
                if (Pointless(site, statement, all) is { } outer && all.Add(outer))
                {
                    grew = true;
                }
            }
        }

        foreach (StatementSyntax statement in all.Where(s => !s.Ancestors().OfType<StatementSyntax>().Any(all.Contains)))
        {
            if (done.Add(statement))
            {
                RemoveOne(patch, statement, all, done);
            }
        }
    }

    private static void RemoveOne(Patch patch, StatementSyntax statement, HashSet<StatementSyntax> all, HashSet<StatementSyntax> done)
    {
        switch (statement.Parent)
        {
            case BlockSyntax { Parent: FinallyClauseSyntax { Parent: TryStatementSyntax @try } } block when block.Statements.All(all.Contains):
                done.UnionWith(block.Statements);
                RemoveFinally(patch, @try);
                break;
            case BlockSyntax { Parent: IfStatementSyntax } block when block.Statements.All(all.Contains):
                // A test that decides about nothing is no code to leave behind.
                patch.Fail();
                break;
            case BlockSyntax or SwitchSectionSyntax:
                patch.RemoveSpan(statement.Span);
                break;
            case LabeledStatementSyntax labeled when labeled.Parent is BlockSyntax && Siblings.Next(labeled) is not null:
                patch.RemoveSpan(statement.Span);
                break;
            case LabeledStatementSyntax:
                patch.Replace(statement.Span, ";");
                break;
            case ElseClauseSyntax { Parent: IfStatementSyntax test } clause:
                patch.Replace(TextSpan.FromBounds(test.Statement.Span.End, clause.Span.End), "");
                break;
            default:
                patch.Fail();
                break;
        }
    }

    /// <summary>The statement round a removed one that then does nothing.</summary>
    private static StatementSyntax? Pointless(FixSite site, StatementSyntax statement, HashSet<StatementSyntax> removed)
    {
        StatementSyntax emptied = statement;
        if (statement.Parent is BlockSyntax block && block.Parent is IfStatementSyntax or ElseClauseSyntax)
        {
            if (!block.Statements.All(removed.Contains) || block.CloseBraceToken.LeadingTrivia.Any(static t => !t.IsKind(SyntaxKind.WhitespaceTrivia) && !t.IsKind(SyntaxKind.EndOfLineTrivia)))
            {
                return null;
            }

            emptied = block;
        }

        return emptied.Parent switch
        {
            IfStatementSyntax { Else: null } test when test.Statement == emptied && Simple.Is(test.Condition, site.Model) => test,
            ElseClauseSyntax when emptied != statement => emptied,
            _ => null,
        };
    }

    private static void RemoveFinally(Patch patch, TryStatementSyntax @try)
    {
        FinallyClauseSyntax last = @try.Finally!;
        if (last.DescendantTrivia().Any(static t => t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia)))
        {
            patch.Fail();
            return;
        }

        if (@try.Catches.Count > 0)
        {
            patch.RemoveSpan(last.Span);
            return;
        }

        patch.RemoveSpan(TextSpan.FromBounds(@try.TryKeyword.SpanStart, @try.Block.OpenBraceToken.Span.End));
        patch.RemoveSpan(TextSpan.FromBounds(@try.Block.CloseBraceToken.SpanStart, last.Span.End));
        patch.Dedent(@try, TextSpan.FromBounds(@try.Block.OpenBraceToken.Span.End + 1, @try.Block.CloseBraceToken.SpanStart));
    }
}
