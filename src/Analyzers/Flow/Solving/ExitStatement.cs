using DdiCompliance.Analyzers.Flow.Lowering;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.Analyzers.Flow.Solving;

/// <summary>
/// Finds the statement behind an edge that leaves the method. The graph keeps no node for <c>return;</c>, so it is looked up next to the
/// branch that leads there.
/// </summary>
internal static class ExitStatement
{
    public static SyntaxNode Of(in Origin origin, IMethodSymbol method)
    {
        if (origin.Block is { } block)
        {
            if (origin.Decision == 0 && block.BranchSyntax is { } value)
            {
                return value.FirstAncestorOrSelf<StatementSyntax>() is ReturnStatementSyntax or ThrowStatementSyntax
                    ? value.FirstAncestorOrSelf<StatementSyntax>()!
                    : value;
            }

            if (block.BranchSyntax is { } condition && ReturnAfter(condition, origin.Decision == 1) is { } branch)
            {
                return branch;
            }

            if (block.Instrs.Count > 0 && Following(block.Instrs[block.Instrs.Count - 1].Syntax) is { } next)
            {
                return next;
            }
        }

        return Body(method) ?? origin.Block?.BranchSyntax ?? method.DeclaringSyntaxReferences[0].GetSyntax();
    }

    private static SyntaxNode? ReturnAfter(SyntaxNode condition, bool outcome)
    {
        IfStatementSyntax? statement = condition.FirstAncestorOrSelf<IfStatementSyntax>();
        if (statement is null || !statement.Condition.Span.Contains(condition.Span))
        {
            return null;
        }

        StatementSyntax? arm = outcome == IsPositive(condition, statement.Condition) ? statement.Statement : statement.Else?.Statement;
        StatementSyntax? first = arm is BlockSyntax { Statements.Count: > 0 } block ? block.Statements[0] : arm;
        return first is ReturnStatementSyntax ? first : Following(statement) is ReturnStatementSyntax follower ? follower : null;
    }

    private static bool IsPositive(SyntaxNode condition, SyntaxNode whole)
    {
        bool positive = true;
        for (SyntaxNode? node = condition; node is not null && node != whole.Parent; node = node.Parent)
        {
            if (node != condition && node.IsKind(SyntaxKind.LogicalNotExpression))
            {
                positive = !positive;
            }
        }

        return positive;
    }

    /// <summary>The return statement right after the statement that holds <paramref name="node"/>.</summary>
    private static SyntaxNode? Following(SyntaxNode node)
    {
        StatementSyntax? statement = node.FirstAncestorOrSelf<StatementSyntax>();
        if (statement is ReturnStatementSyntax)
        {
            return statement;
        }

        if (statement?.Parent is BlockSyntax block)
        {
            int index = block.Statements.IndexOf(statement);
            return index + 1 < block.Statements.Count ? block.Statements[index + 1] as ReturnStatementSyntax : null;
        }

        return null;
    }

    private static SyntaxNode? Body(IMethodSymbol method)
        => method.DeclaringSyntaxReferences.IsDefaultOrEmpty ? null : method.DeclaringSyntaxReferences[0].GetSyntax();
}
