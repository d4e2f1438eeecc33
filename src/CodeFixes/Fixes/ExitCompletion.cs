using System.Collections.Immutable;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>Gives back on single exits. A returned value that may depend on the lock is computed before.</summary>
internal static class ExitCompletion
{
    public static Solution? Complete(FixSite site, ImmutableArray<SyntaxNode> exits, IEnumerable<(InvocationExpressionSyntax Taking, string Undo)> undos)
    {
        (InvocationExpressionSyntax Taking, string Undo)[] ordered = undos.OrderByDescending(static u => u.Taking.SpanStart).ToArray();
        Patch patch = site.NewPatch();
        string[] lines = ordered.SelectMany(static u => u.Undo.Split('\n')).Select(line => line.Replace("\t", patch.Step)).ToArray();
        foreach (SyntaxNode exit in exits)
        {
            if (MeetsFinally(site, exit) || ordered.Any(undo => LeavesLoop(undo.Taking, exit) || FollowsConditional(site, exit, undo.Undo)))
            {
                return null;
            }

            if (ordered.Length == 1 && LeaveInstead(site, exit, ordered[0].Taking) is { } leave)
            {
                patch.Replace(leave.Span, lines[0]);
                continue;
            }

            switch (exit)
            {
                case BlockSyntax body when body == site.Body:
                    patch.InsertAtEnd(body, lines[lines.Length - 1].Length == 0 ? lines.Take(lines.Length - 1) : lines);
                    break;
                case ReturnStatementSyntax @return when @return.Expression is null || Simple.Is(@return.Expression, site.Model):
                    patch.InsertBefore(Place(site, @return, ordered), lines);
                    break;
                case ReturnStatementSyntax @return:
                    Hoist(site, patch, @return, lines);
                    break;
                case YieldStatementSyntax { Expression: null } end:
                    patch.InsertBefore(end, lines);
                    break;
                case ThrowStatementSyntax @throw when IsSimple(@throw.Expression, site.Model):
                    patch.InsertBefore(Place(site, @throw, ordered), lines);
                    break;
                default:
                    return null;
            }
        }

        return site.With(patch);
    }

    /// <summary>Whether a loop that may run any number of times takes, and the exit is outside of it: nobody knows how often it was taken.</summary>
    private static bool LeavesLoop(SyntaxNode taking, SyntaxNode exit) => taking.Ancestors().TakeWhile(static a => !FixSite.IsFunction(a))
        .Any(a => a is ForStatementSyntax { Condition: not null } or CommonForEachStatementSyntax or WhileStatementSyntax { Condition: not LiteralExpressionSyntax } && !a.Span.Contains(exit.Span));

    /// <summary>Whether the same is done under a condition right before: that condition is wrong.</summary>
    private static bool FollowsConditional(FixSite site, SyntaxNode exit, string undo)
    {
        StatementSyntax? before = exit is BlockSyntax body ? body.Statements.LastOrDefault() : exit is StatementSyntax statement ? Siblings.Previous(statement) : null;
        while (before is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } && site.CallOf(call) is { IsUndo: true } or null && before is not null)
        {
            before = Siblings.Previous(before);
        }

        before = before is LabeledStatementSyntax labeled ? labeled.Statement : before;
        return before is IfStatementSyntax { Else: null } test && (test.Statement is BlockSyntax { Statements.Count: 1 } block ? block.Statements[0] : test.Statement).ToString() == undo;
    }

    /// <summary>Gives back right before a jump that goes past the place where it is given back.</summary>
    public static Solution? Before(FixSite site, StatementSyntax jump, string undo)
    {
        Patch patch = site.NewPatch();
        patch.InsertBefore(jump, new[] { undo });
        return MeetsFinally(site, jump) ? null : site.With(patch);
    }

    /// <summary>Gives back at the end of the inner block that takes, where control leaves it at its end.</summary>
    public static Solution? AtEndOfBlock(FixSite site, InvocationExpressionSyntax taking, string undo)
    {
        if (Siblings.Listed(taking) is not { Parent: BlockSyntax { Parent: IfStatementSyntax or ElseClauseSyntax } block } || block == site.Body

            // What is given back later is needed until then.
            || GivenBack.In(site).Any(later => later.SpanStart > block.Span.End)
            || site.Model.AnalyzeControlFlow(block) is not { Succeeded: true, EndPointIsReachable: true })
        {
            return null;
        }

        Patch patch = site.NewPatch();
        patch.InsertAtEnd(block, new[] { undo });
        return site.With(patch);
    }

    /// <summary>The leave right before an exit that was written where the routine that releases and leaves belongs.</summary>
    private static StatementSyntax? LeaveInstead(FixSite site, SyntaxNode exit, InvocationExpressionSyntax taking) =>
        site.CallOf(taking) is { Acquire: not null, Contract.CriticalDelta: > 0 } && !site.Calls.Any(static c => c.IsPureEnter)
        && exit is StatementSyntax statement && Siblings.Previous(statement) is { } previous && site.Calls.Any(c => c.Statement == previous && c.IsPureLeave)
            ? previous : null;

    /// <summary>Whether a finally with work of its own runs after the exit: that work may need what would be given back before.</summary>
    private static bool MeetsFinally(FixSite site, SyntaxNode exit) =>
        exit.Ancestors().TakeWhile(a => a != site.Body).OfType<TryStatementSyntax>()
            .Any(t => t.Finally is { } last && !last.Span.Contains(exit.Span) && !last.Block.Statements.All(s => OnlyUndoes(site, s)));

    /// <summary>Whether a statement gives back what was taken, or assigns what is known, and does nothing else.</summary>
    public static bool OnlyUndoes(FixSite site, StatementSyntax statement) => statement switch
    {
        BlockSyntax block => block.Statements.All(s => OnlyUndoes(site, s)),
        IfStatementSyntax test => Simple.Is(test.Condition, site.Model) && OnlyUndoes(site, test.Statement) && (test.Else is null || OnlyUndoes(site, test.Else.Statement)),
        ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } => site.CallOf(call) is { IsUndo: true } || CalledBodies.IsUndo(site, call),
        _ => Tail.IsQuiet(site, statement),
    };

    /// <summary>Before the statements that give back what was taken earlier: the last taken goes first.</summary>
    private static StatementSyntax Place(FixSite site, StatementSyntax exit, (InvocationExpressionSyntax Taking, string Undo)[] undos)
    {
        StatementSyntax place = exit;
        RoutineCall? taken = site.CallOf(undos[undos.Length - 1].Taking);
        if (undos.Length > 1 || taken?.Acquire is null)
        {
            return place;
        }

        while (Siblings.Previous(place) is { } previous && site.Calls.FirstOrDefault(c => c.Statement == previous) is { IsUndo: true } undo
            && (undo.IsPureLeave || site.Calls.Any(c => c.Acquire is not null && c.Node.SpanStart < taken.Node.SpanStart && c.Key == undo.Key)))
        {
            place = previous;
        }

        return place;
    }

    /// <summary>Gives back before a return whose value may depend on the lock: it is computed first.</summary>
    public static void Hoist(FixSite site, Patch patch, ReturnStatementSyntax exit, string[] lines)
    {
        if (exit.Expression is RefExpressionSyntax || exit.Expression!.DescendantNodesAndSelf().Any(static n => n is ThrowExpressionSyntax)
            || Siblings.TypeText(site, exit.Expression) is not { } type)
        {
            patch.Fail();
            return;
        }

        string name = site.FreeName("result");
        patch.InsertBefore(exit, new[] { type + " " + name + " = " + exit.Expression + ";" }.Concat(lines));
        patch.Replace(exit.Expression.Span, name);
    }

    /// <summary>An exception made of simple values may as well be made after the release.</summary>
    private static bool IsSimple(ExpressionSyntax? thrown, SemanticModel model) => thrown switch
    {
        null => true,
        ObjectCreationExpressionSyntax { Initializer: null, ArgumentList: { } arguments } => arguments.Arguments.All(a => Simple.Is(a.Expression, model)),
        _ => Simple.Is(thrown, model),
    };
}
