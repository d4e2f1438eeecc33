using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>The way from one statement to another.</summary>
internal static class Way
{
    /// <summary>Whether one statement is followed by the other with nothing in between that could notice a lock.</summary>
    public static bool LeadsTo(FixSite site, StatementSyntax from, StatementSyntax to)
    {
        StatementSyntax? at = from;
        while (at is not null)
        {
            StatementSyntax? next = Siblings.Next(at) ?? AfterEnd(at);
            if (next is BreakStatementSyntax or ReturnStatementSyntax && Tail.IsQuiet(site, next))
            {
                next = next is BreakStatementSyntax ? AfterLoop(next) : FirstInFinally(next);
            }

            if (next is null || next == to)
            {
                return next is not null;
            }

            at = next is BlockSyntax or IfStatementSyntax && next.Span.Contains(at.Span) ? next
                : Tail.IsQuiet(site, next) && next is ExpressionStatementSyntax or LocalFunctionStatementSyntax ? next : null;
        }

        return false;
    }

    /// <summary>What runs after the last statement of a list: the rest of the list round it, or the <c>finally</c> of its <c>try</c>.</summary>
    private static StatementSyntax? AfterEnd(StatementSyntax last) => last.Parent switch
    {
        BlockSyntax { Parent: TryStatementSyntax { Finally.Block.Statements: { Count: > 0 } final } @try } block when @try.Block == block => final[0],
        BlockSyntax { Parent: IfStatementSyntax or BlockSyntax } block => block,
        BlockSyntax { Parent: ElseClauseSyntax { Parent: IfStatementSyntax outer } } => outer,
        ElseClauseSyntax { Parent: IfStatementSyntax outer } => outer,
        IfStatementSyntax outer => outer,
        _ => null,
    };

    private static StatementSyntax? FirstInFinally(StatementSyntax exit) =>
        exit.Ancestors().TakeWhile(static a => !FixSite.IsFunction(a)).OfType<TryStatementSyntax>().FirstOrDefault(t => t.Block.Span.Contains(exit.Span))
            is { Finally.Block.Statements: { Count: > 0 } final } ? final[0] : null;

    private static StatementSyntax? AfterLoop(StatementSyntax exit) =>
        exit.Ancestors().FirstOrDefault(static s => s is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or SwitchStatementSyntax)
            is StatementSyntax loop && !exit.Ancestors().TakeWhile(a => a != loop).Any(static a => a is TryStatementSyntax { Finally: not null })
            ? Siblings.Next(loop) : null;
}
