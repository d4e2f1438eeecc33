using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>What is still done between a statement and the end of a range.</summary>
internal static class Tail
{
    /// <summary>Whether from a statement control leaves the range at once, doing nothing that could notice a lock.</summary>
    public static bool IsHarmless(FixSite site, StatementSyntax statement, HashSet<StatementSyntax> removed, Range range)
    {
        StatementSyntax at = statement;
        for (int steps = 0; steps < 200; steps++)
        {
            if (NextOf(at, range) is not { } next)
            {
                return IsAtEnd(at, range);
            }

            if (next is LabeledStatementSyntax labeled)
            {
                next = labeled.Statement;
            }

            if (removed.Contains(next))
            {
                at = next;
                continue;
            }

            switch (next)
            {
                case GotoStatementSyntax { Expression: IdentifierNameSyntax label }:
                    if (Target(site, label) is not { } target)
                    {
                        return false;
                    }

                    if (!range.Span.Contains(target.Span))
                    {
                        return true;
                    }

                    at = target.Statement;
                    if (!removed.Contains(at) && !IsQuiet(site, at))
                    {
                        return false;
                    }

                    if (at is ReturnStatementSyntax)
                    {
                        return true;
                    }

                    continue;
                case ReturnStatementSyntax or YieldStatementSyntax or ThrowStatementSyntax:
                    return IsQuiet(site, next) && (next is not ThrowStatementSyntax || !IsCaught(next, range));
                case BreakStatementSyntax:
                case ContinueStatementSyntax:
                    if (TargetOf(next) is not { } loop)
                    {
                        return false;
                    }

                    if (!range.Span.Contains(loop.Span))
                    {
                        return true;
                    }

                    if (next is ContinueStatementSyntax)
                    {
                        return false;
                    }

                    at = loop;
                    continue;
            }

            if (!IsQuiet(site, next))
            {
                return false;
            }

            at = next;
        }

        return false;
    }

    /// <summary>Leaves with, or assigns to a local, what is already known.</summary>
    public static bool IsQuiet(FixSite site, StatementSyntax statement) => statement switch
    {
        EmptyStatementSyntax or LocalFunctionStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax => true,
        ReturnStatementSyntax @return => @return.Expression is null || Simple.Is(@return.Expression, site.Model) || IsField(site, @return.Expression),
        YieldStatementSyntax { Expression: null } => true,
        ThrowStatementSyntax { Expression: null } => true,
        ThrowStatementSyntax { Expression: ObjectCreationExpressionSyntax { Initializer: null, ArgumentList: { } arguments } } =>
            arguments.Arguments.All(a => Simple.Is(a.Expression, site.Model)),
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } assignment } =>
            site.Model.GetSymbolInfo(left).Symbol is ILocalSymbol { IsRef: false } && Simple.Is(assignment.Right, site.Model),
        _ => false,
    };

    /// <summary>Whether an expression reads a field of this object and nothing else: under the lock it is read at least as well.</summary>
    private static bool IsField(FixSite site, ExpressionSyntax expression) =>
        expression is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } && site.Model.GetSymbolInfo(expression).Symbol is IFieldSymbol { IsVolatile: false };

    /// <summary>The statement that follows in the text of control, climbing out of blocks; null at the end of the range or where the way is not simple.</summary>
    private static StatementSyntax? NextOf(StatementSyntax statement, Range range)
    {
        StatementSyntax at = statement;
        while (true)
        {
            if (at == range.Last)
            {
                return null;
            }

            if (Siblings.Next(at) is { } next)
            {
                return next;
            }

            if (Outer(at) is not { } outer || !range.Span.Contains(outer.Span))
            {
                return null;
            }

            at = outer;
        }
    }

    /// <summary>Whether climbing from a statement without a successor ends at the range's end, not in a loop or a function.</summary>
    private static bool IsAtEnd(StatementSyntax statement, Range range)
    {
        StatementSyntax? at = statement;
        while (at is not null && at != range.Last)
        {
            if (Siblings.Next(at) is not null)
            {
                return false;
            }

            at = Outer(at);
        }

        return at == range.Last;
    }

    /// <summary>The statement whose end is reached at the end of this one.</summary>
    private static StatementSyntax? Outer(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => block.Parent switch
        {
            IfStatementSyntax or BlockSyntax or ElseClauseSyntax or LabeledStatementSyntax => block,
            TryStatementSyntax { Finally: null } @try => @try,
            CatchClauseSyntax { Parent: TryStatementSyntax { Finally: null } @try } => @try,
            FinallyClauseSyntax { Parent: TryStatementSyntax @try } => @try,
            CheckedStatementSyntax or UnsafeStatementSyntax => (StatementSyntax)block.Parent,
            _ => null,
        },
        IfStatementSyntax test => test,
        ElseClauseSyntax { Parent: IfStatementSyntax test } => test,
        LabeledStatementSyntax labeled => labeled,
        _ => null,
    };

    private static bool IsCaught(StatementSyntax thrown, Range range) =>
        thrown.Ancestors().TakeWhile(a => range.Span.Contains(a.Span)).OfType<TryStatementSyntax>().Any(t => t.Catches.Count > 0 && t.Block.Span.Contains(thrown.Span));

    private static LabeledStatementSyntax? Target(FixSite site, IdentifierNameSyntax label) =>
        site.Body!.DescendantNodes().OfType<LabeledStatementSyntax>().FirstOrDefault(l => l.Identifier.ValueText == label.Identifier.ValueText);

    /// <summary>The loop or <c>switch</c> that a jump goes on with or leaves.</summary>
    public static StatementSyntax? TargetOf(StatementSyntax jump) =>
        jump.Ancestors().OfType<StatementSyntax>().FirstOrDefault(s => s is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax
            || (s is SwitchStatementSyntax && jump is BreakStatementSyntax));
}
