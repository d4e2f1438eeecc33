using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>
/// What is given back under a condition that does not decide whether it was taken loses that condition, or the part of it that is too much. Afterwards nothing may be wrong
/// with the lock.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WheneverFix))]
[Shared]
public sealed class WheneverFix : LockFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => Leak.Rules.AddRange(ImmutableArray.Create(
        RuleIds.RecursiveExclusive, RuleIds.UpgradeDeadlock, RuleIds.PushLockRecursion, RuleIds.DeletedWhileHeld, RuleIds.RegionLeftWhileHolding));

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        foreach (ExpressionStatementSyntax undo in site.WaitsForLock ? [] : GivenBack.In(site))
        {
            StatementSyntax only = undo.Parent is BlockSyntax { Statements.Count: 1 } block ? block : undo;
            if (only.Parent is not IfStatementSyntax { Else: null } test || test.Statement != only || !IsQuestion(test.Condition))
            {
                continue;
            }

            ExpressionSyntax[] terms = [.. Terms(test.Condition)];
            foreach (ExpressionSyntax dropped in terms.Length > 1 ? terms.Where(t => !AsksForLock(t, undo)) : [])
            {
                string rest = string.Join(" && ", terms.Where(t => t != dropped));
                yield return new Proposal("Whenever", site.GiveBack + " whenever '" + rest + "'", Under(site, test, rest)) { MustBalance = true };
            }

            // Taken under a condition itself, under another name it may be held twice, or not at all: no report would tell.
            bool isTakenAlways = site.Invocation is { } taking && Siblings.Listed(taking)?.Parent?.Span.Contains(test.Span) == true;
            if (isTakenAlways && !terms.Any(t => AsksForLock(t, undo)))
            {
                yield return new Proposal("Whenever", site.GiveBack + " whether or not '" + test.Condition + "'", Always(site, test, undo)) { MustBalance = true };
            }

            if (Opposite(test.Condition) is { } opposite)
            {
                yield return new Proposal("Whenever", site.GiveBack + " if '" + opposite + "'", Under(site, test, opposite)) { MustBalance = true };
            }
        }
    }

    private static Solution? Under(FixSite site, IfStatementSyntax test, string condition)
    {
        Patch patch = site.NewPatch();
        patch.Replace(test.Condition.Span, condition);
        return site.With(patch);
    }

    /// <summary>Whether a term asks for the lock itself, or for an object it belongs to: where it is null, there is nothing to release.</summary>
    private static bool AsksForLock(ExpressionSyntax term, ExpressionStatementSyntax undo)
    {
        HashSet<string> named = [.. undo.DescendantNodes().Where(static n => n is IdentifierNameSyntax or MemberAccessExpressionSyntax).Select(static n => n.ToString())];
        return term.DescendantNodesAndSelf().Any(n => n is IdentifierNameSyntax or MemberAccessExpressionSyntax && n.Parent is not MemberAccessExpressionSyntax && named.Contains(n.ToString()));
    }

    private static string? Opposite(ExpressionSyntax condition) => condition switch
    {
        PrefixUnaryExpressionSyntax { OperatorToken.Text: "!", Operand: IdentifierNameSyntax name } => name.ToString(),
        IdentifierNameSyntax => "!" + condition,
        _ => null,
    };

    private static Solution? Always(FixSite site, IfStatementSyntax test, ExpressionStatementSyntax undo)
    {
        bool hasComments = test.DescendantTrivia().Any(t => t.IsKind(SyntaxKind.SingleLineCommentTrivia) && !t.Span.IntersectsWith(undo.FullSpan) && test.Span.Contains(t.Span));
        if (hasComments || test.ContainsDirectives)
        {
            return null;
        }

        Patch patch = site.NewPatch();
        patch.Replace(TextSpan.FromBounds(test.SpanStart, undo.SpanStart), "");
        if (test.Span.End > undo.Span.End)
        {
            string comment = patch.TextOf(undo).Substring(undo.Span.Length);
            patch.Replace(TextSpan.FromBounds(undo.Span.End, test.Span.End), comment);
        }

        return site.With(patch);
    }

    /// <summary>Whether a condition changes nothing, so that it need not be asked.</summary>
    private static bool IsQuestion(ExpressionSyntax condition) => !condition.DescendantNodesAndSelf().Any(static n =>
        n is AssignmentExpressionSyntax or AwaitExpressionSyntax or DeclarationExpressionSyntax or SingleVariableDesignationSyntax or PostfixUnaryExpressionSyntax { OperatorToken.Text: "++" or "--" }
            or PrefixUnaryExpressionSyntax { OperatorToken.Text: "++" or "--" }
        || (n is InvocationExpressionSyntax call && !IsQuery(call)));

    // What only asks for the state of a lock, or of a status, is named so.
    private static bool IsQuery(InvocationExpressionSyntax call) =>
        ((call.Expression as MemberAccessExpressionSyntax)?.Name ?? call.Expression).ToString() is var name && (name.StartsWith("ExIs", StringComparison.Ordinal) || name == "NT_SUCCESS");

    private static IEnumerable<ExpressionSyntax> Terms(ExpressionSyntax condition) => condition is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } and
        ? Terms(and.Left).Append(and.Right) : [condition];
}
