using System.Collections.Immutable;
using System.Composition;
using DdiCompliance.Analyzers.Contracts;
using DdiCompliance.Analyzers.Rules;
using DdiCompliance.CodeFixes.Editing;
using DdiCompliance.CodeFixes.Proving;
using DdiCompliance.CodeFixes.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace DdiCompliance.CodeFixes.Fixes;

/// <summary>A region is left, and a lock deleted, after the release or the use that follows: the earlier call moves behind it, or one routine does both.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReleaseFirstFix))]
[Shared]
public sealed class ReleaseFirstFix : LockFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(RuleIds.RegionLeftWhileHolding, RuleIds.DeletedWhileHeld, RuleIds.UsedAfterDelete);

    internal override bool LooksInside => true;

    internal override IEnumerable<Proposal> Propose(FixSite site)
    {
        if (site.Call is not { Statement: { } early } call)
        {
            foreach (Proposal proposal in ByHelper(site))
            {
                yield return proposal;
            }

            yield break;
        }

        if (site.Diagnostic.Id == RuleIds.UsedAfterDelete)
        {
            StatementSyntax last = early;
            for (StatementSyntax? later = Siblings.Next(early); later is not null; later = Siblings.Next(later))
            {
                last = site.Calls.Any(c => c.Statement == later && c.Key == call.Key) ? later : last;
            }

            for (StatementSyntax? delete = Siblings.Previous(early); delete is not null; delete = Siblings.Previous(delete))
            {
                if (site.Calls.Any(c => c.Statement == delete && c.Effect(LockEffect.Delete) is not null && c.Key == call.Key))
                {
                    yield return new Proposal("Swap", "Delete '" + site.Lock + "' after its last use", Move(site, delete, last));
                }
            }

            yield break;
        }

        string title = (site.Diagnostic.Id == RuleIds.DeletedWhileHeld ? "Delete '" + site.Lock + "' after its release" : call.Method.Name + " after the release of '" + site.Lock + "'");
        for (StatementSyntax? later = Siblings.Next(early); later is not null; later = Siblings.Next(later))
        {
            if (Releases(site, later))
            {
                yield return new Proposal("Swap", site.Diagnostic.Id == RuleIds.DeletedWhileHeld ? title : "Call " + title, Move(site, early, later));
            }
        }

        // The finally inside leaves, the one round it releases.
        if (call.IsPureLeave && early.Parent is BlockSyntax { Parent: FinallyClauseSyntax { Parent: TryStatementSyntax inner } }
            && inner.Parent is BlockSyntax { Parent: TryStatementSyntax { Finally.Block.Statements: var final } outer } within && outer.Block == within
            && final.LastOrDefault(s => Releases(site, s)) is { } release)
        {
            yield return new Proposal("Swap", "Call " + title, IntoFinally(site, early, release));
        }

        if (call.IsPureLeave && site.Calls.FirstOrDefault(c => c.Acquire is not null && c.Key == site.Lock) is { } take && FormSwitch.NameOf(take, Form.Combined) is { } name)
        {
            yield return new Proposal(
                nameof(Form.Combined), "Use " + name + " and its release for '" + site.Lock + "'", FormSwitch.Switch(site, take, Form.Combined, absorbsRegion: true));
        }
    }

    /// <summary>A method of the user leaves too early: the call of it moves behind the release.</summary>
    private static IEnumerable<Proposal> ByHelper(FixSite site)
    {
        if (site is not { Call: null, Diagnostic.Id: RuleIds.RegionLeftWhileHolding, Invocation: { Parent: ExpressionStatementSyntax early } call } || !CalledBodies.IsUndo(site, call))
        {
            yield break;
        }

        for (StatementSyntax? later = Siblings.Next(early); later is not null; later = Siblings.Next(later))
        {
            if (Releases(site, later))
            {
                yield return new Proposal("Swap", "Call " + call.Expression + " after the release of '" + site.Lock + "'", Move(site, early, later));
            }
        }
    }

    /// <summary>Whether the reported lock, or one that is not known, is released in a statement, perhaps under a condition.</summary>
    private static bool Releases(FixSite site, StatementSyntax statement) =>
        site.Calls.Any(c => c.Release is not null && statement.Span.Contains(c.Node.Span))
        || (statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } && site.CallOf(call) is null && CalledBodies.IsUndo(site, call, site.Lock));

    private static Solution? IntoFinally(FixSite site, StatementSyntax early, StatementSyntax release)
    {
        Patch patch = site.NewPatch();
        Removal.Remove(site, patch, new[] { early });
        patch.InsertAfter(release, new[] { early.ToString() });
        return site.With(patch);
    }

    private static Solution? Move(FixSite site, StatementSyntax early, StatementSyntax later)
    {
        // After a violation the rules are quiet about its consequences: nothing is proven there.
        TextSpan passed = TextSpan.FromBounds(early.Span.End, later.SpanStart);
        if (Findings.Known(site.Model).Any(d => Proof.IsViolation(d) && d.Location.SourceSpan is var span && span != site.Node.Span && passed.Contains(span)))
        {
            return null;
        }

        Patch patch = site.NewPatch();
        if (Siblings.Next(early) == later && later is ExpressionStatementSyntax)
        {
            patch.Swap(early, later);
        }
        else
        {
            patch.RemoveSpan(patch.Whole(early));
            patch.InsertAfter(later, new[] { patch.TextOf(early) });
        }

        return site.With(patch);
    }
}
