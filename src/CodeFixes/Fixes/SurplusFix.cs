using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>
/// One release, leave or initialisation too many is removed: the second, or the first when it does nothing but anticipate the second. What
/// is given back always, but taken under a condition, gets that condition.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SurplusFix))]
[Shared]
public sealed class SurplusFix : LockFix
{
    private const string Longer = "What follows is done before it is given back, on every path.";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(
        RuleIds.ReleaseNotHeld, RuleIds.RegionLeftWithoutEnter, RuleIds.GuardedRegionLeftWithoutEnter, RuleIds.InitializedTwice,
        RuleIds.RegionNotLeft, RuleIds.GuardedRegionNotLeft);

    internal override bool LooksInside => true;

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        // In a method: where it forgets the lock too, its condition is wrong, not the release.
        if (site.Helper is not null && site.IsReportedInside(RuleIds.HeldAtExit))
        {
            yield break;
        }

        if (site.Call is { IsPureEnter: true } entered)
        {
            foreach (RoutineCall other in site.Calls.Where(c => c.IsPureLeave && c.Node.SpanStart > entered.Node.SpanStart))
            {
                if (LeaveInstead(site, entered, other) is { } proposal)
                {
                    yield return proposal;
                }
            }

            yield break;
        }

        if (site.Call is not { Statement: { } surplus } call)
        {
            if (SurplusCall(site) is { } second)
            {
                yield return new Proposal("Remove", "Remove the surplus call of " + second.Expression, Without(site, (StatementSyntax)second.Parent!)) { MustBalance = true };
            }

            yield break;
        }

        RoutineCall[] earlier = site.Calls.Where(c => c.Node.SpanStart < call.Node.SpanStart && IsSame(c, call) && c.Statement is not null).ToArray();
        if (earlier.Length > 0)
        {
            string title = "Remove the surplus " + call.Method.Name + (call.Key is { } key ? " of '" + key + "'" : "");
            IEnumerable<StatementSyntax> firsts = earlier.Where(c => Way.LeadsTo(site, c.Statement!, surplus)).Select(static c => (StatementSyntax)c.Statement!);

            // A loop that takes each round needs the release that stands on the way round, whatever the rules say of the rounds after.
            IEnumerable<StatementSyntax> second = earlier.Any(c => IsOnPath(c, surplus)) || !Rounds.Take(site, call, surplus) ? [surplus] : [];

            // What stands in a finally serves exceptions too: there the first goes.
            bool isFinal = surplus.Parent?.Parent is FinallyClauseSyntax;
            foreach (StatementSyntax removed in isFinal ? firsts : second.Concat(firsts))
            {
                yield return new Proposal("Remove", title, Without(site, removed)) { MustBalance = true };
            }

            // Between the two it is gone on some paths only: what is done there belongs under it on all.
            foreach (RoutineCall first in earlier.Where(c => !IsOnPath(c, surplus)))
            {
                yield return new Proposal("Remove", title, Without(site, first.Statement!)) { MustBalance = true, Warning = Longer };
            }
        }

        // A release that leaves the region by itself.
        if (call.IsPureLeave && site.Calls.Any(c => c.Node.SpanStart < call.Node.SpanStart && c.Release is not null && c.Statement is not null
            && (c.Contract.CriticalDelta < 0 || c.Contract.GuardedDelta < 0) && IsOnPath(c, surplus)))
        {
            yield return new Proposal("Remove", "Remove the surplus " + call.Method.Name, Without(site, surplus)) { MustBalance = true };
        }

        foreach (RoutineCall enter in site.Calls.Where(c => c.IsPureEnter && call.IsPureLeave && c.Node.SpanStart < call.Node.SpanStart))
        {
            if (LeaveInstead(site, enter, call) is { } proposal)
            {
                yield return proposal;
            }
        }

        foreach (IfStatementSyntax test in Conditions(site, call))
        {
            yield return new Proposal("Guard", "Call " + call.Method.Name + " only if '" + test.Condition + "'", UnderCondition(site, surplus, test.Condition));
        }
    }

    /// <summary>The region that was entered is left, in the place of another one that was not; null when the leave is of its kind.</summary>
    private static Proposal? LeaveInstead(FixSite site, RoutineCall enter, RoutineCall leave)
    {
        if (leave.Statement is not { } statement || Undo.OfRoutine(site, enter) is not { } partner || partner == statement.ToString())
        {
            return null;
        }

        Patch patch = site.NewPatch();
        patch.Replace(statement.Span, partner);
        return new Proposal("Partner", "Leave the region that " + enter.Method.Name + " enters", site.With(patch));
    }

    /// <summary>The reported call of a method that does nothing but give back, when the same call stands before it on every path.</summary>
    private static InvocationExpressionSyntax? SurplusCall(FixSite site) =>
        site is { Body: { } body, Invocation: { Parent: ExpressionStatementSyntax surplus } call } && CalledBodies.IsUndo(site, call)
        && body.DescendantNodes(static n => !FixSite.IsFunction(n)).OfType<ExpressionStatementSyntax>()
            .Any(s => s.SpanStart < surplus.SpanStart && s.Parent!.Span.Contains(surplus.Span) && s.Expression.IsEquivalentTo(call, topLevel: false))
            ? call : null;

    /// <summary>The condition round the statement becomes another one; where there is none, it gets one.</summary>
    private static Solution? UnderCondition(FixSite site, ExpressionStatementSyntax statement, ExpressionSyntax condition)
    {
        StatementSyntax outer = statement.Parent is BlockSyntax { Statements.Count: 1 } block ? block : statement;
        if (outer.Parent is IfStatementSyntax { Else: null } test && test.Statement == outer && Simple.Is(test.Condition, site.Model))
        {
            // What is written to on the way may tell what was taken.
            if (!Kept.Is(site, test.Condition))
            {
                return null;
            }

            Patch patch = site.NewPatch();
            patch.Replace(test.Condition.Span, condition.ToString());
            return site.With(patch);
        }

        // Under another test of the same variables the condition would be always or never true.
        HashSet<string> read = [.. condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(static n => n.Identifier.ValueText)];
        bool isTested = statement.Ancestors().OfType<IfStatementSyntax>()
            .Any(t => t.Condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(n => read.Contains(n.Identifier.ValueText)));
        return isTested ? null : Guarded(site, statement, condition.ToString());
    }

    internal static Solution? Guarded(FixSite site, StatementSyntax statement, string condition)
    {
        Patch patch = site.NewPatch();
        if (statement.Parent is BlockSyntax or SwitchSectionSyntax)
        {
            patch.Wrap(statement, statement, new[] { "if (" + condition + ")" }, []);
        }

        return site.With(patch);
    }

    private static bool IsSame(RoutineCall one, RoutineCall other) =>
        one.Key == other.Key && (one.Release is not null) == (other.Release is not null) && one.IsPureLeave == other.IsPureLeave && one.IsUndo == other.IsUndo
        && (one.IsUndo || one.Method.Name == other.Method.Name);

    private static Solution? Without(FixSite site, StatementSyntax statement)
    {
        Patch patch = site.NewPatch();
        Removal.Remove(site, patch, new[] { statement });
        return site.With(patch);
    }

    /// <summary>Whether a call came before on every path: it stands in a list round the other.</summary>
    private static bool IsOnPath(RoutineCall earlier, StatementSyntax later) => earlier.Statement!.Parent!.Span.Contains(later.Span);

    /// <summary>The tests under which alone it is taken, as far as they still have the same value at the end.</summary>
    private static IEnumerable<IfStatementSyntax> Conditions(FixSite site, RoutineCall undo)
    {
        foreach (RoutineCall take in site.Calls.Where(c => c.Node.SpanStart < undo.Node.SpanStart && (undo.Release is null ? c.IsPureEnter && undo.IsPureLeave : Takes(c, undo))))
        {
            if (Kept.TestOf(site, take.Statement) is { } test)
            {
                yield return test;
            }
        }
    }

    private static bool Takes(RoutineCall take, RoutineCall release) =>
        take.Acquire is { } acquire && take.Key == release.Key && (acquire.ReleasedBy.IsDefaultOrEmpty || acquire.ReleasedBy.Contains(release.Contract.Name));
}
