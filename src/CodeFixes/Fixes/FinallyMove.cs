using System.Collections.Immutable;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>
/// Replaces the scattered statements that give something back by one <c>finally</c>. Possible where each of them is the last thing done
/// before the statements after the taking are left: then giving back a little later changes nothing. A release that is reported itself (each round of
/// a loop releases what was acquired before it) is wrong where it stands.
/// </summary>
internal static class FinallyMove
{
    /// <summary>With a <paramref name="guard"/> a <c>using</c> of it stands for both, the taking and the <c>finally</c>.</summary>
    public static Solution? Move(FixSite site, ImmutableArray<Taken> group, ImmutableArray<SyntaxNode> exits, string? guard = null)
    {
        SyntaxList<StatementSyntax> list = Siblings.ListOf(group[0].Statement);
        int first = list.IndexOf(group[group.Length - 1].Statement) + 1;
        if (first == 0 || first >= list.Count)
        {
            return null;
        }

        InvocationExpressionSyntax[] calls = list.Skip(first).SelectMany(static s => s.DescendantNodes()).OfType<InvocationExpressionSyntax>().ToArray();
        InvocationExpressionSyntax[] undos = calls.Where(c => group.Any(t => t.IsUndoneBy(c))).ToArray();
        if (undos.Length == 0 || calls.Any(c => group.Any(t => t.IsTakenAgainBy(c))) || undos.Any(static u => u.Parent is not ExpressionStatementSyntax))
        {
            return null;
        }

        HashSet<StatementSyntax> removed = [.. undos.Select(static u => (StatementSyntax)u.Parent!)];
        int last = Range.LastOf(site, list, first, undos.Concat(exits));
        Range range = new(site, list, first, last);
        if (undos.Any(u => u.FirstAncestorOrSelf<SyntaxNode>(static n => FixSite.IsFunction(n)) is { } function && range.Span.Contains(function.Span))
            || !undos.All(u => site.IsReported(RuleIds.ReleaseNotHeld, u) || Tail.IsHarmless(site, (StatementSyntax)u.Parent!, removed, range)) || removed.Count == last - first + 1)
        {
            return null;
        }

        Patch patch = site.NewPatch();
        Removal.Remove(site, patch, guard is null ? removed : removed.Concat(group.Select(static t => t.Statement)));
        IEnumerable<string> hoisted = range.Hoist(patch);
        if (guard is null)
        {
            range.TryFinally(patch, group.Reverse().Select(static t => t.Undo));
        }
        else
        {
            patch.Wrap(range.First, range.Last, new[] { "using (" + guard + ")" }, []);
        }

        if (hoisted.ToArray() is { Length: > 0 } declarations)
        {
            patch.InsertAbove(group[0].Statement, declarations.Append(""));
        }

        return site.With(patch);
    }
}
