using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Reading;

/// <summary>Locks that each round of a loop acquires once more.</summary>
internal static class Rounds
{
    /// <summary>
    /// Whether a loop acquires a lock, releases it nowhere inside, and goes on: how often it is held afterwards depends on the number of rounds, which no analysis counts, so
    /// nothing about the function can be proven.
    /// </summary>
    public static bool Accumulate(FixSite site) => site.Calls.Any(call => IsOneMore(site, call));

    /// <summary>Whether a loop round a release acquires what it releases.</summary>
    public static bool Take(FixSite site, RoutineCall release, StatementSyntax statement) =>
        LoopRound(site, statement) is { } loop && site.Calls.Any(c => c.IsTake && c.Key == release.Key && loop.Span.Contains(c.Node.Span));

    private static bool IsOneMore(FixSite site, RoutineCall call)
    {
        if (call is not { Acquire.ReturnsGuard: false, Key: { } key } || Siblings.Listed(call.Node) is not { } statement
            || statement is not (ExpressionStatementSyntax or LocalDeclarationStatementSyntax) || LoopRound(site, statement) is not { } loop)
        {
            return false;
        }

        // A lock that the loop names anew each round is another one each time.
        bool isSame = site.Model.AnalyzeDataFlow(loop) is { Succeeded: true } flow
            && !flow.VariablesDeclared.Concat(flow.WrittenInside).Any(v => key == v.Name || key.StartsWith(v.Name + ".", StringComparison.Ordinal) || key.Contains("[" + v.Name));
        return isSame && !site.Calls.Any(c => c.Release is not null && c.Key == key && loop.Span.Contains(c.Node.Span) && !AreApart(c.Node, statement)) && !Siblings.ListOf(statement).Any(s =>
            s.SpanStart > statement.SpanStart && Leaves(s, loop));
    }

    /// <summary>Whether two nodes stand in different sections of one <c>switch</c>: no round reaches both.</summary>
    private static bool AreApart(SyntaxNode one, SyntaxNode other) =>
        one.Ancestors().OfType<SwitchSectionSyntax>().Any(section => !section.Span.Contains(other.Span) && section.Parent!.Span.Contains(other.Span));

    /// <summary>Whether a jump ends the loop: a <c>break</c> may leave a <c>switch</c> in it, and what is thrown may be caught in it.</summary>
    private static bool Leaves(StatementSyntax jump, StatementSyntax loop) => jump switch
    {
        ReturnStatementSyntax => true,
        BreakStatementSyntax => !jump.Ancestors().TakeWhile(a => a != loop).Any(static a => a is SwitchStatementSyntax),
        ThrowStatementSyntax => !jump.Ancestors().TakeWhile(a => a != loop).OfType<TryStatementSyntax>().Any(t => t.Catches.Count > 0 && t.Block.Span.Contains(jump.Span)),
        GotoStatementSyntax { Expression: IdentifierNameSyntax label } =>
            !loop.DescendantNodes().OfType<LabeledStatementSyntax>().Any(l => l.Identifier.ValueText == label.Identifier.ValueText),
        _ => false,
    };

    private static StatementSyntax? LoopRound(FixSite site, StatementSyntax statement) =>
        statement.Ancestors().TakeWhile(a => a != site.Body).OfType<StatementSyntax>()
            .FirstOrDefault(static s => s is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax);
}
